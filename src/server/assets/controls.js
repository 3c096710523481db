// The controls: groups of settings that can be folded, searched, renamed and removed. They are made once and then follow what
// the server says of the file; nothing is built anew while somebody works in it.

import { ask, options, toast } from "./ask.js";
import { button, byId, el, keyed, said, setText, show, unique } from "./dom.js";
import { field } from "./field.js";
import { COMMON, holds, near, words } from "./search.js";
import { edit, idle, onChange, state, undo } from "./state.js";
import * as switches from "./switches.js";

/** What is open at the beginning: what people ask about. All else is one press away. */
const OPEN = ["touch", "segment"];
const isWide = matchMedia("(min-width: 1000px)");

/** Where a setting stands, among the first or under “more”: it stays there while somebody works on it. */
const homes = new Map();
const fields = new Map();
let sought = [];
/** Are parts of words looked for, since no whole one was found? */
let within = false;

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
  keyed(byId("groups"), groups, (group) => group.id, section);
}

const told = (group, control) => `${control.label} ${control.meaning} ${control.path} ${control.also ?? ""} ${group.title}`;
const fits = (text) => holds(text, sought, within);
/** What can be added, to a plan or to a group of it. */
const offer = ({ shown, also }) => `add ${shown} ${also ?? ""}`;
/** The settings of a group that are looked for: those that fit or, where the group itself does, what it mostly holds. */
function found(group) {
  const all = [...group.controls, ...group.more];
  const fitting = all.filter((control) => fits(told(group, control)));
  if (fitting.length > 0) return fitting;
  const own = [`${group.title} ${group.meaning} ${group.also ?? ""}`, ...(group.can_add ?? []).map(offer)];
  if (!own.some(fits)) return [];
  return group.controls.length > 0 ? group.controls : all;
}

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
    said(meaning, group.meaning ?? "");
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
  // What may be added to a what-if is chosen among all that it may change.
  const offered = group.kind === WHAT_IF ? [] : group.can_add ?? [];
  const offers = offered.map((added) => ({ what: `add ${added.kind}`, group, added }));
  const items = [group.kind === WHAT_IF && "vary", group.can_rename && "rename", group.can_remove && "remove"].filter(Boolean);
  show(tools, items.length + offers.length > 0);
  keyed(tools, [...offers, ...items.map((what) => ({ what, group }))], (item) => item.what, ({ what, added }) => {
    let now = group;
    if (added) return { node: button(`Add ${added.shown}`, () => add(added), { class: "link", "aria-label": `Add ${added.shown}: ${group.title}` }), update: () => {} };
    if (what === "vary") return varying(group);
    const node = button(what === "rename" ? "Rename" : "Remove", () => (what === "rename" ? rename(now) : remove(now)), { class: "link" });
    const update = (item) => {
      now = item.group;
      node.setAttribute("aria-label", `${what === "rename" ? "Rename" : "Remove"}: ${now.title}`);
    };
    return { node, update };
  });
}

const WHAT_IF = "what_if";

/** The settings of the plan that a what-if may change. */
function changeable() {
  const plan = (state.look?.groups ?? []).filter((group) => group.kind !== WHAT_IF);
  // What people ask about comes first.
  const order = (group) => (OPEN.includes(group.kind) ? 0 : 1);
  const groups = plan.map((group, place) => ({ group, place })).sort((one, other) => order(one.group) - order(other.group) || one.place - other.place);
  return groups.flatMap(({ group }) => [...group.controls, ...group.more].filter((control) => !control.in_plan_alone)
    .map((control) => ({ value: control.path, shown: control.label, group: group.title, is_slid: Boolean(control.slider) })));
}

/** Lets a what-if change something else: it begins with what the plan has. */
function varying(first) {
  const id = unique("vary");
  const none = () => el("option", { value: "", text: "…" });
  const select = el("select", { id, onchange: chosen }, none());
  let now = first;
  // There are many settings: they are listed when somebody wants to see them.
  const fill = () => {
    const stated = new Set(now.controls.map((control) => control.path));
    const rest = changeable().filter((word) => !stated.has(`${now.id}.${word.value}`));
    const rows = now.can_add.map(({ kind, shown }) => ({ value: kind, shown, group: "One more" }));
    select.replaceChildren(none(), ...options([...rest, ...rows]));
  };
  for (const name of ["pointerdown", "focus"]) select.addEventListener(name, () => select.options.length > 1 || fill());

  async function chosen() {
    const path = select.value;
    select.replaceChildren(none());
    if (!path) return;
    const added = now.can_add.find(({ kind }) => kind === path);
    if (added) return add(added);
    edit({ do: "vary", what_if: now.name, path });
    await idle();
    goTo(`${now.id}.${path}`);
  }

  const node = el("label", { class: "adding", for: id }, "change also ", select);
  return { node, update: (item) => (now = item.group) };
}

/** What is wrong with a name of something of this kind, which may keep its own: told where it is typed, so that nothing is lost. */
function nameless(kind, own) {
  const isTaken = (name) => name !== own && (state.look?.groups ?? []).some((group) => group.kind === kind && group.name === name);
  return ({ name }) => (name === "" ? "It needs a name." : isTaken(name) ? `“${name}” is there already; choose another name.` : null);
}

async function rename(group) {
  const given = await ask({
    title: `Rename ${group.title}`,
    fields: [{ name: "name", label: "New name", value: group.name ?? "" }],
    act: "Rename",
    wrong: nameless(group.kind, group.name),
  });
  if (given && given.name !== group.name) await reveal({ do: "rename", path: group.id, name: given.name });
}

/** Makes a change that brings a group, and opens what came. */
async function reveal(change) {
  const known = new Set((state.look?.groups ?? []).map((group) => group.id));
  edit(change);
  await idle();
  const made = (state.look?.groups ?? []).filter((group) => !known.has(group.id));
  // A new row comes last; what has a name of its own comes before all that is within it.
  const shown = change.name === "" ? made.at(-1) : made[0];
  const body = shown && document.querySelector(`[data-group="${CSS.escape(shown.id)}"] > details`);
  if (!body) return;
  body.open = true;
  body.scrollIntoView({ block: "center" });
  body.querySelector("summary").focus();
}

async function remove(group) {
  const [was, known] = [state.text, state.look?.what_ifs ?? []];
  edit({ do: "remove", path: group.id });
  await idle();
  // What-ifs that were about nothing else go with it. Where it could not be removed, that has been told.
  const gone = known.filter(({ name }) => name !== group.name && !state.look?.what_ifs.some((left) => left.name === name));
  const also = gone.length > 0 ? `, and with it ${gone.map(({ name }) => `the what-if “${name}”`).join(" and ")}` : "";
  if (state.text !== was) toast(`${group.title} is removed${also}.`, { text: "Undo", go: undo });
  byId("plan").focus({ preventScroll: true });
}

/** Buttons that add what the server says can be added. */
function adding() {
  const items = state.look?.can_add ?? [];
  const isShown = (item) => sought.length === 0 || fits(offer(item));
  show(byId("add"), items.some(isShown));
  keyed(byId("add"), items, (item) => item.kind, (first) => {
    const node = button(`Add ${first.shown}`, () => add(first));
    return { node, update: (item) => show(node, isShown(item)) };
  });
}

/** Adds something, after its name where it has one. */
async function add({ kind, shown, is_named: isNamed, words: choices = [] }) {
  if (!isNamed) return reveal({ do: "add", kind, name: "", word: null });
  const isWhatIf = kind === WHAT_IF;
  const such = isWhatIf ? "twenty a week" : "second letter";
  const fields = [{ name: "name", label: "Its name", hint: `a word or two of your own, such as “${such}”` }];
  if (choices.length > 0) fields.push({ name: "word", label: "Which kind", words: choices });
  const offered = isWhatIf ? changeable() : [];
  if (isWhatIf) fields.push({ name: "word", label: "What it changes", words: offered, value: offered.find((word) => word.is_slid)?.value, hint: "it begins as in the plan; more can be changed afterwards" });
  const given = await ask({ title: `Add ${shown}`, fields, act: "Add", wrong: nameless(kind) });
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

/** Shows only what all of these words are in, and what might be meant where there is nothing. */
function seek(text) {
  if (byId("search").value !== text) byId("search").value = text;
  sought = words(text);
  within = false;
  if (count() === 0) within = true;
  switches.seek(sought.length > 0 ? fits : null);
  draw();
  adding();
  const number = sought.length > 0 ? count() : null;
  setText(byId("found"), number === null ? "" : number === 0 ? "Nothing is called so." : `${number} found`);
  suggest(number === 0);
}

/** How many settings, switches and things to be added are found. */
function count() {
  const { groups = [], can_add: offers = [] } = state.look ?? {};
  const settings = groups.reduce((sum, group) => sum + found(group).length, 0);
  return settings + offers.filter((item) => fits(offer(item))).length + switches.names().filter(fits).length;
}

/** Words that find something, to be pressed. */
function suggest(isWanted) {
  const box = byId("suggest");
  show(box, isWanted);
  if (!isWanted) return box.replaceChildren();
  const { groups = [], can_add: offers = [] } = state.look ?? {};
  const texts = groups.flatMap((group) => [group.title, group.also ?? "", ...[...group.controls, ...group.more].map((control) => `${control.label} ${control.also ?? ""}`)]);
  const all = [...texts, ...offers.map(offer), ...switches.names()];
  const meant = sought.flatMap((word) => near(word, all)).slice(0, 3);
  const shown = meant.length > 0 ? meant : COMMON;
  box.replaceChildren(el("span", { text: meant.length > 0 ? "Did you mean" : "Try" }), ...shown.map((word) => button(word, () => {
    seek(word);
    byId("search").focus();
  }, { class: "pill small" })));
}

export function start() {
  byId("search").addEventListener("input", (event) => seek(event.target.value));
  byId("search").addEventListener("keydown", (event) => event.key === "Escape" && seek(""));
  onChange(() => {
    draw();
    adding();
  });
}
