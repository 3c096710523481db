// Plans and what-ifs as switches, and what is to be mended in the plan as a whole.

import { button, byId, el, keyed, said, setText, show } from "./dom.js";
import { edit, onChange, state } from "./state.js";

const KINDS = { choice: "yours to choose", circumstance: "not yours to choose" };

function block(id, title, said) {
  const list = el("ul", { class: "switches" });
  const note = el("p", { class: "soft", text: said });
  const node = el("section", { class: "group plain", "aria-labelledby": id }, el("h3", { id, text: title }), note, list);
  byId("switches").append(node);
  return { node, list };
}

function row(change) {
  const box = el("input", { type: "checkbox", role: "switch" });
  const name = el("span", { class: "name" });
  const told = el("span", { class: "soft" });
  const node = el("li", {}, el("label", {}, box, el("span", {}, name, " ", told)));
  let now = null;
  box.addEventListener("change", () => change(now, box.checked));
  const update = (item) => {
    now = item;
    setText(name, item.name);
    setText(told, item.told);
    if (box.checked !== item.on) box.checked = item.on;
  };
  return { node, update };
}

let fits = null;

/** What the plans and the what-ifs are called, for whoever looks for one. */
export const names = () => [
  ...(state.look?.plans ?? []).map((plan) => `plan ${plan.name}`),
  ...(state.look?.what_ifs ?? []).map((item) => `what-if ${item.name} ${item.said}`),
];

/** Shows only those whose names fit, or all of them. */
export function seek(is) {
  fits = is;
  draw();
}

let draw = () => {};

export function start(goTo) {
  const plans = block("plans-title", "Plans", "What you compare: each that is on is played.");
  const whatIfs = block("what-ifs-title", "What-ifs", "Changes of the plan that are played beside it.");
  const isShown = (text) => fits === null || fits(text);
  draw = () => {
    const { plans: found = [], what_ifs: known = [] } = state.look ?? {};
    const all = found.filter((plan) => isShown(`plan ${plan.name}`));
    const changes = known.filter((item) => isShown(`what-if ${item.name} ${item.said}`));
    show(plans.node, all.length > 0);
    show(whatIfs.node, changes.length > 0);
    keyed(plans.list, all.map((item) => ({ ...item, told: item.said })), (item) => item.id, () =>
      row((item, on) => edit({ do: "plan", name: item.id, on })));
    const told = (item) => [KINDS[item.kind], item.said].filter(Boolean).join(" · ");
    keyed(whatIfs.list, changes.map((item) => ({ ...item, told: told(item) })), (item) => item.name, () =>
      row((item, on) => edit({ do: "switch", name: item.name, on })));
    mend(state.look?.findings ?? [], goTo);
  };
  onChange(() => draw());
}

const one = (finding, goTo) => {
  const node = el("li");
  const update = (item) => {
    const place = item.path && goToable(item.path);
    const told = el("span");
    said(told, item.line && !place ? `${item.message} (line ${item.line})` : item.message);
    node.replaceChildren(told, ...(place ? [" ", button("Show me", () => goTo(item.path), { class: "link", "aria-label": `Show me: ${item.message}` })] : []));
  };
  return { node, update, finding };
};

const goToable = (path) => (state.look?.groups ?? []).some((group) => path === group.id || path.startsWith(`${group.id}.`)
  || [...group.controls, ...group.more].some((control) => control.path === path));

let errors = null;
let doubts = null;
let known = "";

/** What is wrong stands on top; what is only doubtful is folded. */
function mend(findings, goTo) {
  const all = JSON.stringify(findings);
  if (all === known) return;
  known = all;
  if (errors === null) {
    errors = { list: el("ul", { class: "findings" }), node: el("div", { class: "mend wrong-box" }) };
    errors.node.append(el("h3", { text: "To be mended" }), errors.list);
    doubts = { list: el("ul", { class: "findings" }), title: el("summary"), node: el("details", { class: "mend" }) };
    doubts.node.append(doubts.title, doubts.list);
    byId("mend").append(errors.node, doubts.node);
  }
  const numbered = (level) => findings.filter((finding) => finding.level === level).map((item, place) => ({ ...item, place }));
  const [wrong, doubtful] = [numbered("error"), numbered("warning")];
  show(errors.node, wrong.length > 0);
  show(doubts.node, doubtful.length > 0);
  keyed(errors.list, wrong, (item) => item.place, (item) => one(item, goTo));
  keyed(doubts.list, doubtful, (item) => item.place, (item) => one(item, goTo));
  setText(doubts.title, doubtful.length === 1 ? "One remark about the plan" : `${doubtful.length} remarks about the plan`);
}
