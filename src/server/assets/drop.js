// Files of the user's own: a record of messages, from which rates are counted, or a list of people. They are dropped anywhere or
// chosen, read by the program on this computer, and what was counted is shown before anything is taken over.

import { Gone, upload } from "./api.js";
import { open, toast } from "./ask.js";
import { button, byId, el, markup, unique } from "./dom.js";
import { save } from "./save.js";
import { edit, replace, state } from "./state.js";

/** As the server has it. */
const MOST = 100_000_000;

export const chooseFile = () => byId("file").click();

function offer(file) {
  if (file.size > MOST) return toast(`${file.name} is larger than 100 MB. In LinkedIn's archive the file messages.csv is enough.`);
  const isPlan = /\.toml$/i.test(file.name);
  const choice = (title, said, act) => button("", act, { class: "choice" });
  const said = isPlan
    ? [["A plan", "Opens it here, in place of what is on the page. Undo brings that back.", () => plan(file)]]
    : [
        ["My messages", "LinkedIn's archive, or a log of what was sent and what came back. Your own reply rates are counted.", () => counted(file)],
        ["A list of people", "An export of a search or of a CRM. It says who is worth a credit, and how long the list takes.", () => sorted(file)],
      ];
  const { close } = open(`What is in ${file.name}?`, el("div", { class: "choices" }, ...said.map(([title, text, act]) => {
    const node = choice(title, text, () => {
      close();
      act();
    });
    node.append(el("span", { class: "name", text: title }), el("span", { class: "soft", text }));
    return node;
  })));
}

async function plan(file) {
  const text = await file.text();
  replace(() => ({ text, off: [] }));
  document.dispatchEvent(new CustomEvent("settings"));
}

/** Sends a file, says that it is being read, and shows what came of it. */
async function read(name, query, file, title, content) {
  const waiting = el("p", { role: "status", text: `Reading ${file.name} …` });
  const { dialog, close } = open(title, waiting);
  try {
    const told = await upload(name, query, file);
    waiting.remove();
    const table = el("div", { class: "tall" });
    if (told.table) markup(table, told.table);
    dialog.append(...told.said.map((text) => el("p", { text })), table, ...content(told, close));
  } catch (error) {
    if (error instanceof Gone) return close();
    waiting.className = "wrong";
    waiting.textContent = error.message;
  }
}

/** The messages of the plan that have such a value: an invitation is accepted, an InMail is not. */
const touches = (key) => (state.look?.groups ?? []).filter((group) => group.kind === "touch"
  && [...group.controls, ...group.more].some((control) => control.path === `${group.id}.${key}`));

function counted(file) {
  return read("record", { name: file.name }, file, "What was counted", ({ takes = [], fragment }, close) => [
    ...(takes.length > 0 ? [el("h3", { text: "Take it over into your plan" }), el("ul", { class: "takes" }, ...takes.map(take))] : []),
    el("p", { class: "acts" }, fragment ? button("Save these rates as a file", () => save(new Blob([fragment]), "record.toml")) : null, button("Done", close)),
  ]);
}

/** A rate that was counted, and for which of the user's messages it is meant. */
function take({ path, value, shown, label }) {
  const id = unique("take");
  const key = path.slice(path.lastIndexOf(".") + 1);
  const own = path.slice(0, path.lastIndexOf("."));
  const all = touches(key);
  const name = el("p", {}, el("span", { class: "name", text: label }), ` ${shown}`);
  if (all.length === 0) return el("li", {}, name, el("p", { class: "soft", text: "No message of your plan takes this." }));
  const isThere = all.some((group) => group.id === own);
  const select = el("select", { id, onchange: () => (act.disabled = select.value === "") },
    ...(isThere ? [] : [el("option", { value: "", text: "choose a message" })]),
    ...all.map((group) => el("option", { value: group.id, text: group.title })));
  const done = el("span", { class: "soft", role: "status" });
  const act = button("Take over", () => {
    edit({ do: "set", path: `${select.value}.${key}`, value });
    done.textContent = "Taken over.";
    document.dispatchEvent(new CustomEvent("taken"));
  }, { class: "main", "aria-label": `Take over: ${label}, ${shown}`, disabled: !isThere });
  if (isThere) select.value = own;
  return el("li", {}, name, el("div", { class: "line" }, el("label", { for: id, text: "for" }), select, act, done));
}

function sorted(file) {
  return read("list", { name: file.name }, file, "Who is on the list", ({ segments }, close) => [
    el("p", { class: "acts" },
      segments ? button("Save the groups as a file", () => save(new Blob([segments]), "segments.toml")) : null,
      segments ? button("Go on with this list", () => {
        replace(() => ({ text: segments, off: [] }));
        document.dispatchEvent(new CustomEvent("settings"));
        close();
        toast("This is the plan for your list. Undo brings back what was here.");
      }, { class: "main" }) : null,
      button("Close", close)),
  ]);
}

export function start() {
  const shade = byId("drop");
  let depth = 0;
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => {
    if (!holdsFile(event)) return;
    depth += 1;
    shade.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!holdsFile(event)) return;
    depth = Math.max(0, depth - 1);
    shade.hidden = depth === 0;
  });
  // Without this the browser would leave the page and show the file.
  addEventListener("dragover", (event) => holdsFile(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    depth = 0;
    shade.hidden = true;
    const [file] = event.dataTransfer.files;
    if (file) offer(file);
  });
  byId("choose").addEventListener("click", chooseFile);
  byId("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) offer(file);
    // The same file may be chosen again.
    event.target.value = "";
  });
}
