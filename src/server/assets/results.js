// The answer: what it says, how sure it is, and whether it still is the answer to what stands on the left.

import { attribute, bare, button, byId, el, keyed, markup, said, setText, show, texts, whole } from "./dom.js";
import { goTo } from "./controls.js";
import { sortable } from "./sort.js";
import { edit } from "./state.js";
import { watch } from "./wide.js";

/** Only after this time an older answer is dimmed: what is quicker would flicker. */
const DIM = 150;
/** So long the words must stand before they are read out: a slider on its way has nothing to say. */
const QUIET = 1_200;

/** A finding of more letters than that is set smaller. */
const LONG = 150;
const TOGETHER = 300;
/** More warnings than that are folded: they are many where there are many cases, and say much the same. */
const FEW = 3;

let dimming = null;
let reading = null;
let read = "";
/** Counts the answers painted; the tests of the page wait for it. */
let paints = 0;
/** What the answer was before a newer one was awaited. */
let before = "awaited";

/** A newer answer is awaited, or not any more, since nothing came of the change. */
export function awaited(is = true) {
  if (!is) {
    clearTimeout(dimming);
    dimming = null;
    byId("main").classList.remove("older");
    mark(before);
    return;
  }
  if (byId("main").dataset.answer !== "awaited") before = byId("main").dataset.answer;
  dimming ??= setTimeout(() => byId("main").classList.add("older"), DIM);
  clearTimeout(reading);
  mark("awaited");
}

function mark(what) {
  const main = byId("main");
  main.dataset.answer = what;
  main.dataset.paints = paints;
}

/** Shows an answer; `waits` where what the changes do is still to come. */
export function paint({ notes = [], warnings: doubts = [], held_up: held = [], charts: drawings = [], cases: all = [], ...answer }, waits = false) {
  clearTimeout(dimming);
  dimming = null;
  byId("main").classList.remove("older", "outdated");
  show(byId("stale"), false);
  const [finding = "", ...rest] = answer.verdict;
  setText(byId("finding"), finding);
  byId("finding").classList.toggle("long", finding.length > LONG);
  // A few short sentences are one paragraph; long ones are easier to read apart.
  const apart = rest.join(" ").length > TOGETHER ? rest : [rest.join(" ")].filter(Boolean);
  paragraphs(byId("rest"), [...apart.map((text) => ({ said: text })), ...notes]);
  sureness(answer);
  warnings(byId("warnings"), doubts);
  setText(byId("facts"), answer.facts);
  markup(byId("table"), answer.table);
  sortable(byId("table"));
  markup(byId("targets-table"), answer.targets ?? "");
  show(byId("targets"), answer.targets);
  charts(byId("charts"), drawings);
  texts(byId("held-list"), held);
  show(byId("held"), held.length > 0);
  byId("changed").classList.toggle("older", waits);
  if (!waits) changed(answer.changed);
  setText(byId("jump-said"), finding);
  cases(all);
  paints += 1;
  const isLast = !waits && (answer.settled || answer.trials >= answer.most);
  byId("main").dataset.trials = answer.trials;
  mark(isLast ? "settled" : "refining");
  clearTimeout(reading);
  reading = setTimeout(() => aloud(answer.verdict.join(" ")), isLast ? 300 : QUIET);
}

/** Reads the verdict out where the words are others than before. */
function aloud(words) {
  if (words === read) return;
  read = words;
  setText(byId("live"), bare(words));
}

function sureness({ trials, settled, most }) {
  const played = `${whole(trials)} simulations`;
  const words = settled
    ? `Sure enough: ${played} of each campaign.`
    : trials >= most
      ? `${played} of each campaign, as many as the plan asks for.`
      : `${trials <= 200 ? "A first look" : "Getting surer"}: ${played} so far …`;
  setText(byId("sure"), words);
  attribute(byId("sure"), "data-sure", settled || trials >= most);
}

/** Warnings; of many the first, and the others folded. */
export function warnings(box, items) {
  if (box.childElementCount === 0) box.append(el("ul"), el("details", {}, el("summary"), el("ul")));
  const [list, more] = box.children;
  const [title, rest] = more.children;
  const first = items.length <= FEW + 1 ? items.length : FEW;
  show(box, items.length > 0);
  texts(list, items.slice(0, first));
  texts(rest, items.slice(first));
  show(more, items.length > first);
  setText(title, `${items.length - first} more`);
}

/** Paragraphs, each with what can be done about it, if there is something. */
function paragraphs(parent, items) {
  keyed(parent, items.map((item, place) => ({ ...item, place })), (item) => item.place, () => {
    const text = el("span");
    let edits = [];
    const act = button("", () => edits.forEach(edit), { class: "link" });
    const node = el("p", {}, text, " ", act);
    const update = (item) => {
      said(text, item.said);
      edits = item.act?.edits ?? [];
      setText(act, item.act?.shown ?? "");
      show(act, item.act);
    };
    return { node, update };
  });
}

/** How fast the credits of an account may go from today on, plan by plan. */
export function fromToday(accounts) {
  show(byId("from-today"), accounts.length > 0);
  keyed(byId("accounts"), accounts.map((account, place) => ({ ...account, place })), (item) => item.place, () => {
    const [title, list] = [el("h4"), el("div")];
    const update = (item) => {
      setText(title, item.title);
      paragraphs(list, item.said.map((text) => ({ said: text })));
    };
    return { node: el("div", {}, title, list), update };
  });
}

/** So large are the letters in which a drawing has its finding, so far do they reach below their line, and so wide is a drawing on a
 * narrow screen. */
const TITLE = 'text[font-size="20"][font-weight="bold"]';
const BELOW = 9;
const NARROW = 720;

/** On a narrow screen the finding stands above the drawing, where all of it can be read: there the drawing goes without. */
function crop(drawing) {
  const wide = drawing.querySelector("svg")?.viewBox.baseVal.width ?? 0;
  const lowest = Math.max(0, ...[...drawing.querySelectorAll(TITLE)].map((text) => Number(text.getAttribute("y"))));
  if (wide > 0) drawing.style.setProperty("--finding", `${Math.round(((lowest + BELOW) * NARROW) / wide)}px`);
}

/** Drawings with their findings. */
export function charts(parent, items) {
  keyed(parent, items, (chart) => chart.name, () => {
    const caption = el("figcaption");
    const drawing = el("div", { class: "chart", tabindex: "0", role: "group" });
    const node = el("figure", {}, caption, drawing);
    const update = ({ finding, svg }) => {
      setText(caption, finding);
      attribute(drawing, "aria-label", finding);
      markup(drawing, svg);
      crop(drawing);
    };
    return { node, update };
  });
}

function changed(told) {
  const rows = told?.rows ?? [];
  const sentences = told?.said ?? [];
  show(byId("changed"), rows.length + sentences.length > 0);
  paragraphs(byId("changed-said"), sentences.map((text) => ({ said: text })));
  keyed(byId("changed-table"), rows.length > 0 ? [rows] : [], () => "table", beforeAndAfter);
  watch(byId("changed-table"));
}

function beforeAndAfter() {
  const head = el("tr", {}, el("th", { scope: "col", text: "figure" }), ...["before", "now", "difference"].map(
    (text) => el("th", { scope: "col", class: "number", text }),
  ));
  const body = el("tbody");
  const caption = el("caption", {}, el("span", { text: "Both are played on the same luck, so that the difference is that of the plans. ± is simulation error, 95 % sure." }));
  const table = el("table", {}, caption, el("thead", {}, head), body);
  const node = el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "Before and after" }, table);
  const row = () => {
    const name = el("th", { scope: "row" });
    const cells = [0, 1, 2].map(() => el("td", { class: "number" }));
    const update = ({ figure, before, after, difference }) => {
      setText(name, figure);
      [before, after, difference].forEach((text, place) => setText(cells[place], text ?? "–"));
    };
    return { node: el("tr", {}, name, ...cells), update };
  };
  return { node, update: (rows) => keyed(body, rows.map((item, place) => ({ ...item, place })), (item) => item.place, row) };
}

let caseList = "";
/** The cases that a campaign can be looked at of. */
function cases(items) {
  const list = JSON.stringify(items);
  if (list === caseList) return;
  caseList = list;
  const select = byId("why-case");
  const chosen = select.value;
  select.replaceChildren(...items.map(({ id, label }) => el("option", { value: id, text: label })));
  if (items.some(({ id }) => id === chosen)) select.value = chosen;
}

/** There is no answer to what stands there now: says why, and leaves the last one to be seen, dimmed. */
export function unsure({ error, findings = [] }) {
  clearTimeout(dimming);
  dimming = null;
  clearTimeout(reading);
  byId("main").classList.remove("older");
  byId("main").classList.add("outdated");
  const wrong = findings.filter((finding) => finding.level === "error");
  const stale = byId("stale");
  stale.replaceChildren();
  const many = wrong.length === 1 ? "One value is" : `${wrong.length} values are`;
  stale.append(wrong.length > 0 ? `${many} not right yet. Below is the last answer before that. ` : `There is no answer: ${error} `);
  if (wrong[0]?.path) {
    stale.append(el("button", { type: "button", class: "link", text: "Show me", onclick: () => goTo(wrong[0].path) }));
  }
  show(stale, true);
  setText(byId("live"), bare(wrong[0]?.message ?? stale.textContent));
  read = "";
  mark("wrong");
}
