// One control: a label, a field that takes all that may be typed, what makes the usual easy (a slider, a range, a choice), what
// it means, and what is wrong with its value. It is made once and then follows what the server says of it.

import { options as optionsOf } from "./ask.js";
import { attribute, bare, button, el, keyed, plain, said, setText, show, unique } from "./dom.js";
import { list, names } from "./list.js";
import { range } from "./range.js";
import { edit, isWaiting } from "./state.js";

/** After this time without a key what was typed is taken. */
const TYPED = 450;
/** What a word means is told beside it up to so many letters. */
const BRIEF = 60;
/** What is longer needs a field of the whole width. */
const SHORT = 8;
const NUMBERS = ["number", "whole", "money", "share", "rate", "factor", "amount", "delay"];

const DAY = /^\d{4}-\d\d-\d\d$/;
/** A day can be chosen in the calendar of the browser; "today" and the like are typed. */
const isDay = ({ value, usual }) => (value === null ? !usual || DAY.test(usual) : DAY.test(value));
const named = (control) => control.words.length > 0;
/** What decides of which parts a control is made. The rest of it changes in place. */
const shape = ({ kind, ...control }) =>
  kind === "flag" || (kind === "date" && isDay(control)) ? kind
    : named(control) && kind === "list" ? "list"
      : named(control) && ["words", "text"].includes(kind) ? "words" : "typed";
/** What holds where nothing is stated; what must be stated has no usual. */
const usualOf = ({ usual }) => (usual === null || usual.startsWith("required") ? "" : usual);

/** A control for a value of the file. */
export function field(first) {
  const { path, label } = first;
  const [id, unitId, wrongId, helpId] = ["field", "unit", "wrong", "help"].map(unique);
  const set = (value) => {
    node.classList.add("touched");
    // An empty field states nothing; where something must be stated, the server says so here.
    edit(value.trim() === "" ? { do: "unset", path } : { do: "set", path, value });
  };
  const unit = el("span", { class: "unit", id: unitId });
  const wrong = el("p", { class: "wrong", id: wrongId, hidden: true });
  const help = el("div", { class: "help", id: helpId, hidden: true });
  const what = button("?", () => {
    show(help, help.hidden);
    what.setAttribute("aria-expanded", !help.hidden);
  }, { class: "what", "aria-expanded": "false", "aria-controls": helpId, "aria-label": `What is “${label}”?` });
  const usualSaid = el("span");
  // What a what-if does not change is as in the plan.
  const [without, undone] = first.of_plan ? ["the plan", "Leave it as in the plan"] : ["usual", "Back to the usual"];
  const back = button(undone, () => edit({ do: "unset", path }), { class: "link", "aria-label": `${label}: ${undone.toLowerCase()}` });
  const usual = el("p", { class: "usual" }, usualSaid, " ", back);
  const body = el("div", { class: "body" });
  const node = el("div", { class: "control", "data-path": path },
    el("div", { class: "top" }, el("label", { for: id, text: label }), what), body, wrong, usual, help);

  let now = first;
  let made = null;
  let seen = "";

  function update(control) {
    now = control;
    // A value on its way to the server is newer than what the server says.
    if (isWaiting(path)) return;
    const all = JSON.stringify(control);
    if (all === seen && !node.classList.contains("touched")) return;
    seen = all;
    node.classList.remove("touched");
    if (made?.shape !== shape(control)) {
      made = { shape: shape(control), ...make[shape(control)](id, label, set, unit) };
      body.replaceChildren(...made.nodes);
    }
    made.update(control);
    setText(unit, control.unit);
    show(unit, control.unit !== "");
    told(control.message);
    attribute(made.field, "aria-invalid", control.message ? "true" : null);
    attribute(made.field, "aria-describedby", [control.unit && unitId, control.message && wrongId].filter(Boolean).join(" ") || null);
    const stands = bare(usualOf(control));
    setText(usualSaid, `${without}: ${stands}`);
    // Where nothing is stated, the usual stands in the field itself.
    show(usual, stands !== "" && control.value !== null && (control.of_plan || control.value !== control.usual));
    explain(control);
  }

  /** What is wrong, without naming the place in which it stands, and what was probably meant, to be pressed. */
  function told(message) {
    show(wrong, message);
    if (!message || wrong.dataset.told === message) return;
    wrong.dataset.told = message;
    const text = el("span");
    // What is said of a row of a list does not say of which.
    const row = path.replace(/\.\d+(?=\.)/g, "");
    const here = [path, row].reduce((words, at) => words.replace(`\`${at}\` is`, "This is").replace(`\`${at}\`: `, ""), message);
    said(text, here.replace(/^`[^`]+` lacks `[^`]+`/, "This is needed"));
    const meant = message.match(/did you mean ([^?]+?)(?:, without quotes)?\?$/)?.[1].replace(/^[`"]|[`"]$/g, "");
    const use = meant && !meant.includes(" or ") && button(`Use ${meant}`, () => set(meant), { class: "link" });
    wrong.replaceChildren(text, ...(use ? [" ", use] : []));
  }

  let explained = "";
  function explain(control) {
    const { meaning, allowed, usual_remark: remark, words } = control;
    const stands = usualOf(control).replaceAll("_", "\u202f");
    const all = JSON.stringify([meaning, allowed, stands, remark, words, shape(control)]);
    if (all === explained) return;
    explained = all;
    const line = (tag, text, props = {}) => {
      const part = el(tag, props);
      said(part, text);
      return part;
    };
    const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
    const told = words.filter((word) => word.meaning).map((word) => line("li", `${word.shown}: ${word.meaning}`));
    help.replaceChildren(
      ...(meaning ? [line("p", sentence(meaning))] : []),
      ...(told.length > 0 ? [el("ul", {}, ...told)] : []),
      // Where all that it may be is offered, nobody needs to know how it is written.
      ...(allowed && !["list", "words", "flag"].includes(shape(control)) ? [line("p", sentence(`may be: ${allowed}`), { class: "soft" })] : []),
      ...(stands || remark ? [line("p", sentence(`${without}: ${[stands, remark].filter(Boolean).join(", ")}`), { class: "soft" })] : []),
    );
  }

  update(first);
  return { node, update, focus: () => (made.focus ? made.focus() : made.field.focus()) };
}

const make = {
  flag(id, label, set) {
    const box = el("input", { type: "checkbox", id, onchange: () => set(String(box.checked)) });
    const said = el("span", { class: "unit" });
    const update = ({ value, usual }) => {
      box.checked = (value ?? usual) === "true";
      setText(said, box.checked ? "yes" : "no");
    };
    return { nodes: [el("div", { class: "line" }, box, said)], field: box, update };
  },

  words(id, label, set, unit) {
    const select = el("select", { id, onchange: () => set(select.value) });
    let offered = "";
    const update = ({ value, usual, words }) => {
      const items = JSON.stringify([value, usual, words]);
      if (items === offered) return;
      offered = items;
      const options = optionsOf(words.map((word) => ({ ...word, shown: withMeaning(word) })));
      const has = (text) => words.some((word) => word.value === text);
      if (value !== null && !has(value)) options.unshift(el("option", { value, text: value }));
      if (value === null && !has(usual)) options.unshift(el("option", { value: "", text: bare(usualOf({ usual })) || "–" }));
      select.replaceChildren(...options);
      select.value = value ?? (has(usual) ? usual : "");
    };
    return { nodes: [el("div", { class: "line" }, select, unit)], field: select, update };
  },

  list(id, label, set, unit) {
    const typed = text(id, set);
    const chips = list(label, set);
    const update = (control) => {
      typed.update(control);
      chips.update(control.value ?? usualOf(control), control.words);
      // The names are enough; what is no plain list of names is typed.
      show(typed.input, names(control.value ?? usualOf(control)) === null || control.message);
    };
    const focus = () => (typed.input.hidden ? chips.focus() : typed.input.focus());
    return { nodes: [chips.node, el("div", { class: "line" }, typed.input, unit)], field: typed.input, focus, update };
  },

  date(id, label, set) {
    const input = el("input", { type: "date", id });
    const others = suggestions(label, set);
    // What is half typed is no day yet, and an emptied field states none.
    input.addEventListener("change", () => input.validity.badInput || set(input.value));
    const update = (control) => {
      const day = control.value ?? control.usual ?? "";
      if (document.activeElement !== input && input.value !== day) input.value = day;
      others.update(control);
    };
    return { nodes: [el("div", { class: "line" }, input, others.node)], field: input, update };
  },

  typed(id, label, set, unit) {
    const typed = text(id, set);
    const others = suggestions(label, set);
    let held = false;
    const slide = el("input", { type: "range", class: "slide", "aria-label": `${label}, slider` });
    const fill = () => {
      const [min, max] = [Number(slide.min), Number(slide.max)];
      slide.style.setProperty("--at", `${((Number(slide.value) - min) / (max - min || 1)) * 100}%`);
    };
    slide.addEventListener("input", () => {
      fill();
      typed.input.value = slid(slide, typed.now());
      set(typed.input.value);
    });
    slide.addEventListener("pointerdown", () => (held = true));
    for (const name of ["pointerup", "pointercancel", "change", "blur"]) slide.addEventListener(name, () => (held = false));
    const spread = range(label, (value) => {
      typed.input.value = value;
      set(value);
    });
    const update = (control) => {
      const { slider, range: over, kind, unit: of } = control;
      typed.update(control);
      others.update(control);
      const isNumber = ["whole", "number", "money"].includes(kind) && control.words.length === 0;
      attribute(typed.input, "inputmode", isNumber ? "decimal" : null);
      const length = (control.value ?? usualOf(control)).length;
      typed.input.classList.toggle("short", NUMBERS.includes(kind) && length <= SHORT);
      show(slide, slider && !over);
      if (slider && !held) {
        attribute(slide, "min", slider.min);
        attribute(slide, "max", slider.max);
        attribute(slide, "step", slider.step);
        slide.value = slider.at;
        fill();
        attribute(slide, "aria-valuetext", `${control.value ?? slider.at} ${of}`.trim());
      }
      // A factor that nobody states is 1: its range is drawn where somebody asks for it.
      const isPlain = over && over.low === over.high && control.value === null && !wanted;
      show(spread.node, over && !isPlain);
      show(more, isPlain);
      if (over && !isPlain) spread.update(over, kind);
      last = control;
    };
    let wanted = false;
    let last = null;
    const more = button("as a range", () => {
      wanted = true;
      update(last);
      spread.node.querySelector("input").focus();
    }, { class: "link", "aria-label": `${label}: as a range` });
    return { nodes: [el("div", { class: "line" }, slide, typed.input, unit, others.node, more), spread.node], field: typed.input, update };
  },
};

/** A word with what it means, where that is short. */
const withMeaning = ({ shown, meaning }) => (meaning && meaning.length <= BRIEF ? `${shown} – ${meaning}` : shown);

/** Words that may stand instead of a number or a day, such as "max": to be pressed instead of typed. */
function suggestions(label, set) {
  const node = el("span", { class: "pills" });
  let now = null;
  const update = ({ words, value, kind }) => {
    now = value;
    show(node, words.length > 0);
    keyed(node, words, (word) => word.value, (word) => {
      // What it means is what people choose, but for a day; the word for it then stands in the field.
      const called = kind === "date" ? word.shown.replaceAll("-", " ") : word.meaning || word.shown;
      const press = button(called, () => set(word.value), { class: "pill small", title: word.shown, "aria-label": `${label}: ${called}` });
      return { node: press, update: () => attribute(press, "aria-pressed", word.value === now ? "true" : "false") };
    });
  };
  return { node, update };
}

/** The text for a place of a slider, in the way in which the value was written. */
function slid(slide, control) {
  const [at, step] = [Number(slide.value), Number(slide.step) || 1];
  const was = control.value ?? control.usual ?? "";
  return was.trim().endsWith("%") ? `${plain(at * 100, step * 100)}%` : plain(at, step);
}

/** A text field. What is typed is taken after a short pause, or when the field is left. */
function text(id, set) {
  let control = null;
  let timer = null;
  const input = el("input", { type: "text", id, autocomplete: "off", spellcheck: "false" });
  const take = () => {
    clearTimeout(timer);
    timer = null;
    if (input.value !== (control.value ?? "")) set(input.value);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(take, TYPED);
  });
  input.addEventListener("change", take);
  input.addEventListener("blur", () => isWaiting(control.path) || update(control));
  function update(next) {
    control = next;
    attribute(input, "placeholder", bare(usualOf(next)) || null);
    // Whoever is typing is not interrupted: the field is theirs until they leave it.
    if (document.activeElement === input && timer !== null) return;
    const value = next.value ?? "";
    if (document.activeElement === input && input.value.trim() === value.trim()) return;
    if (input.value !== value) input.value = value;
  }
  return { input, update, now: () => control };
}
