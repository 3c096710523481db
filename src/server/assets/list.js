// A list of names, such as the messages that a person gets one after the other: each can be moved, taken out, and others added.

import { button, el, show, unique } from "./dom.js";

/** The names of a list as it stands in a file, or nothing if it is not a plain list of names. */
export function names(value) {
  const inner = (value ?? "").trim().replace(/^\[/, "").replace(/\]$/, "").trim();
  if (/[[\]{}]/.test(inner)) return null;
  return inner === "" ? [] : inner.split(",").map((name) => name.trim().replace(/^["']|["']$/g, "")).filter(Boolean);
}

const typed = (items) => `[${items.map((name) => `"${name}"`).join(", ")}]`;

/** Makes the list; `set(text)` is called with what somebody would have typed. */
export function list(label, set) {
  const items = el("ol", { class: "chips" });
  const id = unique("to-add");
  const more = el("select", { id, onchange: added });
  const adding = el("label", { class: "adding", for: id }, "add ", more);
  const node = el("div", { role: "group", "aria-label": label }, items, adding);
  let now = [];
  let offered = [];

  function added() {
    if (more.value) change([...now, more.value]);
    more.value = "";
  }

  function change(next, focus = null) {
    now = next;
    set(typed(now));
    draw();
    if (focus) (items.querySelector(focus) ?? more).focus();
  }

  function draw() {
    items.replaceChildren(...now.map((name, place) => {
      const shown = offered.find((word) => word.value === name)?.shown ?? name;
      const earlier = () => change([...now.slice(0, place - 1), name, now[place - 1], ...now.slice(place + 1)], `li:nth-child(${place}) button`);
      const out = () => change(now.filter((_, other) => other !== place), "button");
      return el("li", {}, el("span", { text: shown }),
        place > 0 && button("↑", earlier, { "aria-label": `${shown}: one place earlier` }),
        button("×", out, { "aria-label": `Take ${shown} out` }));
    }));
    const rest = offered.filter((word) => !now.includes(word.value));
    more.replaceChildren(el("option", { value: "", text: "…" }), ...rest.map((word) => el("option", { value: word.value, text: word.shown })));
    show(adding, rest.length > 0);
  }

  let known = "";
  function update(value, words) {
    const found = names(value);
    show(node, found !== null);
    const all = JSON.stringify([value, words]);
    if (found === null || all === known) return;
    known = all;
    const same = JSON.stringify(found) === JSON.stringify(now) && JSON.stringify(words) === JSON.stringify(offered);
    now = found;
    offered = words;
    // Drawn anew only where it differs: a button that was just pressed keeps the focus.
    if (!same || items.childElementCount !== now.length) draw();
  }

  return { node, update, focus: () => (adding.hidden ? items.querySelector("button") : more)?.focus() };
}
