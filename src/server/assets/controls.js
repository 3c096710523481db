// The controls: groups of settings that can be folded, searched, renamed and removed. They are made once and then follow what
// the server says of the file; nothing is built anew while somebody works in it.

import { ask, toast } from "./ask.js";
import { button, byId, el, keyed, setText, show } from "./dom.js";
import { field } from "./field.js";
import { edit, idle, onChange, state, undo } from "./state.js";

/** What is open at the beginning: what people ask about. All else is one press away. */
const OPEN = ["touch", "segment"];
const isWide = matchMedia("(min-width: 1000px)");

/** Where a setting stands, among the first or under “more”: it stays there while somebody works on it. */
const homes = new Map();
const fields = new Map();
let sought = [];

/** Draws the groups of what the server said last. */
export function draw() {
  const groups = state.look?.groups ?? [];
  for (const group of groups) {
    for (const [home, items] of [["first", group.controls], ["more", group.more]]) {
      for (const control of items) if (!homes.has(control.path)) homes.set(control.path, home);
    }
  }
  const stated = new Set(groups.flatMap((group) => [...group.controls, ...group.more].map((control) => control.path)));
  for (const path of homes.keys()) {
    if (stated.has(path)) continue;
    homes.delete(path);
    fields.delete(path);
  }
  const matches = sought.length > 0 ? groups.filter((group) => found(group).length > 0) : groups;
  keyed(byId("groups"), groups, (group) => group.id, section);
  if (sought.length > 0) {
    const number = matches.reduce((sum, group) => sum + found(group).length, 0);
    setText(byId("found"), number === 0 ? "Nothing found. Try another word." : `${number} found`);
  } else setText(byId("found"), "");
}

const words = (group, control) => `${control.label} ${control.meaning} ${control.path} ${control.path.replaceAll("_", " ")} ${group.title}`.toLowerCase();
const fits = (group, control) => sought.every((word) => words(group, control).includes(word));
const found = (group) => [...group.controls, ...group.more].filter((control) => fits(group, control));

function section(first) {
  const title = el("h3");
  const wrong = el("span", { class: "badge" });
  const meaning = el("p", { class: "soft" });
  const firsts = el("div", { class: "controls" });
  const mores = el("div", { class: "controls" });
  const moreTitle = el("summary");
  const more = el("details", { class: "more" }, moreTitle, mores);
  const tools = el("p", { class: "acts" });
  const body = el("details", { class: "part" }, el("summary", {}, title, wrong), meaning, firsts, more, tools);
  body.open = OPEN.includes(first.kind) && isWide.matches;
  const node = el("section", { class: "group", "data-group": first.id }, body);
  let now = first;
  let before = null;
  // What nobody looks at need not be there: there are many settings that hardly anybody states.
  more.addEventListener("toggle", () => more.open && update(now));
  body.addEventListener("toggle", () => body.open && update(now));

  function update(group) {
    now = group;
    const hits = sought.length > 0 ? found(group) : null;
    if (hits) {
      before ??= { body: body.open, more: more.open };
      body.open = hits.length > 0;
      more.open = hits.some((control) => homes.get(control.path) === "more");
    } else if (before) {
      [body.open, more.open] = [before.body, before.more];
      before = null;
    }
    show(node, hits === null || hits.length > 0);
    setText(title, group.title);
    setText(meaning, group.meaning ?? "");
    show(meaning, group.meaning && !hits);
    const all = [...group.controls, ...group.more];
    const mend = all.filter((control) => control.message).length;
    setText(wrong, mend > 0 ? `${mend} to mend` : "");
    show(wrong, mend > 0);
    if (!body.open) return;
    const fitting = hits ?? all;
    const at = (home) => all.filter((control) => homes.get(control.path) === home);
    const rest = at("more");
    fill(firsts, at("first"), fitting);
    setText(moreTitle, `More settings (${rest.length})`);
    show(more, hits ? rest.some((control) => hits.includes(control)) : rest.length > 0);
    if (more.open) fill(mores, rest, fitting);
    buttons(tools, group);
  }
  return { node, update };
}

function fill(parent, items, fitting) {
  keyed(parent, items, (control) => control.path, (control) => {
    const made = field(control);
    fields.set(control.path, made);
    return made;
  });
  for (const control of items) {
    const made = fields.get(control.path);
    if (made) show(made.node, fitting.includes(control));
  }
}

function buttons(tools, group) {
  const items = [group.can_rename && "rename", group.can_remove && "remove"].filter(Boolean);
  show(tools, items.length > 0);
  keyed(tools, items.map((what) => ({ what, group })), (item) => item.what, ({ what }) => {
    let now = group;
    const node = button(what === "rename" ? "Rename" : "Remove", () => (what === "rename" ? rename(now) : remove(now)), { class: "link" });
    const update = (item) => {
      now = item.group;
      node.setAttribute("aria-label", `${what === "rename" ? "Rename" : "Remove"}: ${now.title}`);
    };
    return { node, update };
  });
}

async function rename(group) {
  const given = await ask({
    title: `Rename ${group.title}`,
    fields: [{ name: "name", label: "New name", value: group.name ?? "" }],
    act: "Rename",
    wrong: ({ name }) => (name === "" ? "It needs a name." : null),
  });
  if (given && given.name !== group.name) await reveal({ do: "rename", path: group.id, name: given.name });
}

/** Makes a change that brings a group, and opens what came. */
async function reveal(change) {
  const known = new Set((state.look?.groups ?? []).map((group) => group.id));
  edit(change);
  await idle();
  const made = (state.look?.groups ?? []).find((group) => !known.has(group.id));
  const body = made && document.querySelector(`[data-group="${CSS.escape(made.id)}"] > details`);
  if (!body) return;
  body.open = true;
  body.scrollIntoView({ block: "center" });
  body.querySelector("summary").focus();
}

async function remove(group) {
  const was = state.text;
  edit({ do: "remove", path: group.id });
  await idle();
  // Where it could not be removed, that has been told.
  if (state.text !== was) toast(`${group.title} is removed.`, { text: "Undo", go: undo });
  byId("plan").focus({ preventScroll: true });
}

/** Buttons that add what the server says can be added. */
function adding() {
  const items = state.look?.can_add ?? [];
  show(byId("add"), items.length > 0);
  keyed(byId("add"), items, (item) => item.kind, (first) => {
    let now = first;
    const node = button(`Add ${first.shown}`, () => add(now));
    return { node, update: (item) => (now = item) };
  });
}

async function add({ kind, shown, words: choices = [] }) {
  const fields = [{ name: "name", label: "Its name", hint: "a word or two of your own, such as “second letter”" }];
  if (choices.length > 0) fields.push({ name: "word", label: "Which kind", words: choices });
  const given = await ask({ title: `Add ${shown}`, fields, act: "Add", wrong: ({ name }) => (name === "" ? "It needs a name." : null) });
  if (given) await reveal({ do: "add", kind, name: given.name, word: given.word ?? null });
}

/** Goes to a setting, wherever it is folded in. */
export function goTo(path) {
  const group = (state.look?.groups ?? []).find((of) => [...of.controls, ...of.more].some((control) => control.path === path))
    ?? (state.look?.groups ?? []).find((of) => path.startsWith(`${of.id}.`) || path === of.id);
  if (!group) return false;
  if (sought.length > 0) seek("");
  document.dispatchEvent(new CustomEvent("settings"));
  const body = document.querySelector(`[data-group="${CSS.escape(group.id)}"] > details`);
  body.open = true;
  if (homes.get(path) === "more") body.querySelector("details.more").open = true;
  draw();
  const made = fields.get(path);
  (made?.node ?? body).scrollIntoView({ block: "center" });
  if (made) made.focus();
  else body.querySelector("summary").focus();
  return true;
}

/** Shows only settings in which all of these words are. */
function seek(text) {
  byId("search").value = text;
  sought = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const id of ["switches", "add"]) byId(id).classList.toggle("away", sought.length > 0);
  draw();
}

export function start() {
  byId("search").addEventListener("input", (event) => seek(event.target.value));
  byId("search").addEventListener("keydown", (event) => event.key === "Escape" && seek(""));
  onChange(() => {
    draw();
    adding();
  });
}
