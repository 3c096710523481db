// States that are kept under a name, up to six: to go back to, and to be set side by side.

import { call, Gone } from "./api.js";
import { ask, toast } from "./ask.js";
import { button, byId, el, keyed, markup, setText, show } from "./dom.js";
import { onSettled } from "./live.js";
import { charts, warnings } from "./results.js";
import { sortable } from "./sort.js";
import { onChange, replace, state } from "./state.js";

const MOST = 6;
const TRIALS = 1_000;
let kept = [];
let tell = () => {};

/** What is kept; the link holds it as well. */
export const all = () => kept;

export const onKept = (listener) => {
  tell = listener;
};

const isNow = ({ text, off }) => text === state.text && JSON.stringify(off) === JSON.stringify(state.off);

/** Keeps the state as it is now, under a name that the user gives. */
async function keep() {
  if (kept.length >= MOST) {
    toast(`Six are kept, which is as many as can be read side by side. Remove one of them first.`);
    return;
  }
  if (state.look && !state.look.ok) {
    toast("Something in the plan is not right yet. Mend it, then keep it.");
    return;
  }
  const given = await ask({
    title: "Keep this as a what-if",
    said: "Give it a name, change what you like, and set both side by side. It is kept in this page, and in its link.",
    fields: [{ name: "name", label: "Name", value: kept.length === 0 ? "as it is" : `what-if ${kept.length + 1}` }],
    act: "Keep",
    wrong: ({ name }) => (name === "" ? "It needs a name." : kept.some((of) => of.name === name) ? "There is one of that name already." : null),
  });
  if (!given) return;
  put([...kept, { name: given.name, text: state.text, off: state.off }]);
  toast(`“${given.name}” is kept. Change something, then see them side by side.`);
}

/** Makes these the kept states. */
export function put(states) {
  kept = states.slice(0, MOST);
  draw();
  tell();
  if (!byId("side-by-side").hidden) compare();
}

function draw() {
  show(byId("kept"), kept.length > 0);
  keyed(byId("kept-list"), kept, (item) => item.name, (first) => {
    const here = el("span", { class: "soft", text: "as it is now" });
    const back = button("Go back to it", () => replace(() => ({ text: first.text, off: first.off })), { class: "link", "aria-label": `Go back to it: “${first.name}”` });
    const out = button("Remove", () => {
      const was = kept;
      put(kept.filter((of) => of !== first));
      toast(`“${first.name}” is not kept any more.`, { text: "Undo", go: () => put(was) });
    }, { class: "link", "aria-label": `Remove “${first.name}”` });
    const node = el("li", {}, el("span", { class: "name", text: first.name }), here, back, out);
    const update = (item) => {
      show(here, isNow(item));
      show(back, !isNow(item));
    };
    return { node, update };
  });
  // Alone there is nothing to set beside it, but what stands on the left now.
  byId("side").disabled = kept.length + (kept.some(isNow) ? 0 : 1) < 2;
}

/** What stands side by side: what is kept and, if it is something else and there is room, what stands on the page. */
function sides() {
  const states = kept.map(({ name, text, off }) => ({ name, text, off }));
  if (states.length < MOST && !kept.some(isNow)) states.unshift({ name: "now", text: state.text, off: state.off });
  return states;
}

/** The same as a report has it; nothing where there is nothing to set side by side. */
export function beside() {
  const states = kept.length > 0 ? sides() : [];
  return states.length < 2 ? null : { states, trials: TRIALS };
}

let asked = null;
/** Sets side by side what is kept and, if it is something else and there is room, what stands on the page. */
async function compare() {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const states = sides();
  const box = byId("side-by-side");
  show(box, true);
  setText(byId("side"), "Hide the comparison");
  if (states.length < 2) {
    box.replaceChildren(el("p", { text: "There is only one: change something, and it stands beside it." }));
    return;
  }
  box.classList.add("older");
  try {
    paint(box, await call("compare", { states, trials: TRIALS }, signal));
  } catch (error) {
    if (signal.aborted || error instanceof Gone) return;
    box.replaceChildren(el("p", { class: "wrong", text: error.message }));
  }
  box.classList.remove("older");
}

function paint(box, answer) {
  const table = el("div");
  const targets = el("div");
  const pictures = el("div");
  const warned = el("div", { class: "warnings" });
  const [finding = "", ...rest] = answer.verdict;
  box.replaceChildren(
    el("section", { class: "verdict", "aria-label": "Verdict on the kept what-ifs" }, el("p", { class: "finding", text: finding }),
      el("p", { class: "sure", text: [...rest, ...(answer.notes ?? []).map((note) => note.said)].join(" ") })),
    warned, table, targets, pictures);
  warnings(warned, answer.warnings ?? []);
  markup(table, answer.table);
  sortable(table);
  markup(targets, answer.targets ?? "");
  charts(pictures, answer.charts ?? []);
}

export function start() {
  byId("keep").addEventListener("click", keep);
  byId("side").addEventListener("click", () => {
    if (byId("side-by-side").hidden) return compare();
    asked?.abort();
    show(byId("side-by-side"), false);
    setText(byId("side"), "Show them side by side");
  });
  onChange(draw);
  // Beside the kept ones stands what is now: it follows when the answer to it is there.
  onSettled((answer) => answer && !byId("side-by-side").hidden && !kept.some(isNow) && compare());
}
