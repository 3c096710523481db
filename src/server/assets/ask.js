// Small windows: a question with some fields, and what is told in passing. The browser's own dialog keeps the focus inside and
// ends with Escape.

import { button, byId, el, unique } from "./dom.js";

/** Opens a window with a heading and this content; `close` of what it gives closes it. */
export function open(title, ...content) {
  const titleId = unique("title");
  const close = () => dialog.close();
  const shut = button("×", close, { class: "shut", "aria-label": "Close" });
  const dialog = el("dialog", { "aria-labelledby": titleId }, el("div", { class: "head" }, el("h2", { id: titleId, text: title }), shut), ...content);
  const ended = new Promise((resolve) => dialog.addEventListener("close", () => {
    dialog.remove();
    resolve();
  }));
  // A press beside the window closes it, as people expect.
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close, ended };
}

/** The options of a choice among words, some of which may belong together. */
export function options(words) {
  const option = (word) => el("option", { value: word.value, text: word.shown });
  const groups = [...new Set(words.map((word) => word.group).filter(Boolean))];
  return [
    ...words.filter((word) => !word.group).map(option),
    ...groups.map((group) => el("optgroup", { label: group }, ...words.filter((word) => word.group === group).map(option))),
  ];
}

/**
 * Asks for some values. `fields` have a `name`, a `label`, perhaps a `value`, a `hint` and `words`; gives the values, or nothing
 * if nobody wanted to answer. `wrong(values)` may say what is wrong with them.
 */
export async function ask({ title, said = "", fields, act, wrong = () => null }) {
  let values = null;
  const inputs = new Map();
  const problem = el("p", { class: "wrong", role: "alert" });
  const rows = fields.map(({ name, label, value = "", hint, words }) => {
    const [id, hintId] = [unique("ask"), unique("hint")];
    const input = words?.length
      ? el("select", { id, "aria-describedby": hint ? hintId : null }, ...options(words))
      : el("input", { type: "text", id, value, autocomplete: "off", "aria-describedby": hint ? hintId : null });
    if (words?.length && value) input.value = value;
    inputs.set(name, input);
    return el("p", { class: "field" }, el("label", { for: id, text: label }), input, hint ? el("span", { class: "soft", id: hintId, text: hint }) : null);
  });
  const form = el("form", { novalidate: true }, ...(said ? [el("p", { text: said })] : []), ...rows, problem,
    el("p", { class: "acts" }, el("button", { type: "submit", class: "main", text: act }), button("Cancel", () => opened.close())));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()]));
    const message = wrong(given);
    if (message) {
      problem.textContent = message;
      inputs.values().next().value?.focus();
      return;
    }
    values = given;
    opened.close();
  });
  const opened = open(title, form);
  const firstField = inputs.values().next().value;
  firstField?.focus();
  firstField?.select?.();
  await opened.ended;
  return values;
}

let hiding = null;
let hasAct = false;

/** After another change “Undo” would take that one back: an offer made in passing is over. */
export const withdraw = () => hasAct && toast(null);

/** Says something in passing, perhaps with a button. */
export function toast(text, act = null) {
  const box = byId("toast");
  clearTimeout(hiding);
  hasAct = act !== null;
  const hide = () => {
    hasAct = false;
    box.replaceChildren();
    box.hidePopover();
  };
  if (text === null) return hide();
  box.replaceChildren(el("p", { text }), ...(act ? [button(act.text, () => {
    hide();
    act.go();
  })] : []), button("×", hide, { class: "shut", "aria-label": "Close the message" }));
  // As a popover it lies above a window that is open; shown anew, above one that was opened since.
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover();
  hiding = setTimeout(hide, act ? 10_000 : 7_000);
}
