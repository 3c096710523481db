// What can be saved and sent on: files of the plan and of its answer, and a link that holds the plan.

import { call, download, Gone } from "./api.js";
import { open, toast } from "./ask.js";
import { button, byId, el, unique } from "./dom.js";
import { given, isLeft } from "./form.js";
import { all, beside, onKept, put } from "./keep.js";
import { pack, unpack } from "./link.js";
import { shown } from "./live.js";
import { save } from "./save.js";
import { isChanged, onChange, origin, replace, saved, state } from "./state.js";

const FORMS = [
  ["page", "Report page", "The answer with all tables and drawings, to be sent on or printed. Opens in any browser."],
  ["workbook", "Workbook", "All figures as numbers, for Excel, LibreOffice and others."],
  ["pictures", "Pictures", "The drawings, for slides and documents."],
  ["toml", "The plan", "A text file (TOML), to go on with later: inmail-sim open and the name of the file."],
  ["json", "Figures for programs", "What inmail-sim run --format json prints for this plan."],
];
const ENDINGS = { page: "html", workbook: "xlsx", pictures: "zip", toml: "toml", json: "json" };

async function get(form, pressed, problem) {
  pressed.disabled = true;
  problem.textContent = "";
  try {
    const { text, off } = state;
    const { blob, name } = await download("file", { text, off, trials: shown, form, beside: form === "page" ? beside() : null });
    save(blob, name ?? `plan.${ENDINGS[form]}`);
    if (form === "toml") saved();
  } catch (error) {
    problem.textContent = error instanceof Gone ? "The program does not answer." : error.message;
  }
  pressed.disabled = false;
}

function window() {
  const id = unique("link");
  const copied = el("span", { class: "soft", role: "status" });
  const refused = el("p", { class: "wrong", role: "alert" });
  const rows = FORMS.map(([form, name, said]) => {
    const act = button("Download", () => get(form, act, refused), { "aria-label": `Download: ${name}` });
    return el("li", {}, el("div", {}, el("span", { class: "name", text: name }), el("p", { class: "soft", text: said })), act);
  });
  const pasted = el("input", { type: "text", id, autocomplete: "off", spellcheck: "false" });
  const problem = el("p", { class: "wrong", role: "alert" });
  const form = el("form", { novalidate: true }, el("label", { for: id, text: "Open a link" }), el("div", { class: "line" }, pasted, el("button", { type: "submit", text: "Open" })), problem);
  const { close } = open("Save or send",
    el("ul", { class: "downloads" }, ...rows),
    refused,
    ...(all().length > 0 ? [el("p", { class: "soft", text: "These hold the plan as it is now. What you kept stands side by side in the report page, and goes with the link." })] : []),
    el("h3", { text: "A link" }),
    el("p", { class: "soft", text: "The link holds the whole plan and what you kept, and nothing else. It opens where inmail-sim runs: the other person types inmail-sim open and pastes it below, under “Open a link”." }),
    el("p", { class: "line" }, button("Copy the link", () => copy(copied)), copied),
    form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = await unpack(pasted.value);
    if (found) {
      close();
      restore(found);
      toast("The plan of the link is open. Undo brings back what was here.");
    } else problem.textContent = "There is no plan in that. A link holds #s= and many letters after it; copy all of it.";
  });
}

/** The plan, and the answers to the short form if it began with them: are they shown, and is there more in the plan by now? */
const holds = () => ({
  v: 1,
  text: state.text,
  off: state.off,
  kept: all(),
  form: state.memo === null ? null : given(),
  shown: !byId("form").hidden,
  left: isLeft(),
});

async function copy(copied) {
  // The address of this page ends with the program, and its key is nobody's business: only the plan is copied.
  const text = `inmail-sim${await pack(holds())}`;
  try {
    await navigator.clipboard.writeText(text);
    copied.textContent = "Copied.";
  } catch {
    // Some browsers allow no copying: then it is there to be copied by hand.
    copied.replaceChildren(el("textarea", { rows: 3, readonly: true, "aria-label": "The link" }));
    copied.firstChild.value = text;
    copied.firstChild.select();
  }
  saved();
}

/** Opens the state of a link. */
export function restore(found) {
  put(Array.isArray(found.kept) ? found.kept.filter((of) => typeof of?.name === "string" && typeof of.text === "string" && Array.isArray(of.off)) : []);
  const memo = found.form ? { answers: found.form, text: found.left ? "" : found.text } : null;
  replace(() => ({ text: found.text, off: found.off.filter((name) => typeof name === "string"), memo }));
}

let timer = null;
/** The address holds the state, so that loading the page anew loses nothing. */
function follow() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (state.look === null) return;
    history.replaceState(null, "", await pack(holds()));
  }, 500);
}

export function start() {
  byId("hand-on").addEventListener("click", window);
  onChange(follow);
  onKept(follow);
  addEventListener("hashchange", async () => {
    const found = await unpack(location.hash);
    if (found) restore(found);
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged()) event.preventDefault();
  });
}

/** What the program answered when the page was opened. */
export async function begin() {
  const [told, found] = await Promise.all([call("begin"), unpack(location.hash)]);
  origin.file = told.file;
  return { told, found };
}
