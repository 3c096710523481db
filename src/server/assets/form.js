// The short form: a few questions in people's words, for whoever begins without a file. Each has a usual answer, and the answer
// of the program stands beside it from the beginning.

import { call, Refused } from "./api.js";
import { attribute, button, byId, el, percent, setText, show, unique } from "./dom.js";
import { ask } from "./ask.js";
import { chooseFile } from "./drop.js";
import { unsure } from "./results.js";
import { onChange, replace, state } from "./state.js";

const TYPED = 350;
const KEY = "form";
const answers = {};
let remarks = new Map();
let questions = null;

/** Are there settings by now that the answers do not tell? */
export const isLeft = () => state.memo !== null && state.text !== state.memo.text;

/** The answers so far; they are kept in the link. */
export const given = () => ({ ...answers });

/** Makes the form of the questions, with answers that were given before. */
export function start(told, before = {}) {
  questions = told;
  draw(told, before);
  onChange((how) => {
    // What was taken back, or came with a link, brings its answers along; what is being typed here is newer than any.
    const found = how === KEY ? undefined : state.memo?.answers;
    if (found && JSON.stringify(found) !== JSON.stringify(answers)) draw(told, found);
  });
}

function draw({ questions, plans }, before) {
  Object.assign(answers, Object.fromEntries(questions.map(({ id, usual }) => [id, before[id] ?? usual])));
  remarks = new Map();
  byId("form").replaceChildren(...questions.map((question) => asked(question, plans)));
}

/** Makes the plan of the answers. */
export const send = () => replace(made, KEY);

async function made() {
  try {
    const { text, wrong = [] } = await call("form", { answers: { ...answers } });
    told(text === null ? wrong : []);
    if (text === null) {
      unsure({ error: `${wrong.length === 1 ? "One answer is" : `${wrong.length} answers are`} not right yet. Below is the last answer before that.` });
      return null;
    }
    if (isLeft() && !(await isMeant())) {
      Object.assign(answers, state.memo.answers);
      draw(questions, answers);
      return null;
    }
    return { text, off: [], memo: { answers: { ...answers }, text } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    told(error.body.wrong ?? []);
    return null;
  }
}

/** Are the settings that no question asks for to go? */
async function isMeant() {
  return (await ask({
    title: "Leave out what you changed in the settings?",
    said: "The settings hold more than these questions ask for, such as a price, or a rate that you took over from your own messages. A new answer here begins anew without that. To keep it, make this change in the settings.",
    fields: [],
    act: "Begin anew",
  })) !== null;
}

function told(wrong) {
  for (const [id, { node, fields }] of remarks) {
    const message = wrong.find((item) => item.id === id)?.message ?? "";
    setText(node, message);
    show(node, message !== "");
    for (const field of fields()) attribute(field, "aria-invalid", message === "" ? null : "true");
  }
}

let timer = null;
function answer(id, value, soon = false) {
  answers[id] = value;
  clearTimeout(timer);
  if (soon) timer = setTimeout(send, TYPED);
  else send();
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function asked(question, plans) {
  // Behind the question stands what may be typed; where it is pressed instead, nobody needs that.
  const { id, remark } = question;
  const [, text, rest = ""] = question.asked.match(/^(.*?[?])\s*(.*)$/) ?? [null, question.asked];
  const hint = question.kind === "text" || (question.kind === "number" && !question.words?.length) ? rest : "";
  const [remarkId, wrongId] = [unique("remark"), unique("wrong")];
  const parts = (KINDS[question.kind] ?? KINDS.text)({ ...question, asked: text }, plans);
  const wrong = el("p", { class: "wrong", id: wrongId, hidden: true });
  const node = el("fieldset", { "aria-describedby": `${remarkId} ${wrongId}` },
    el("legend", { text }), ...parts, wrong, el("p", { class: "soft", id: remarkId, text: [hint, remark].filter(Boolean).map(sentence).join(" ") }));
  remarks.set(id, { node: wrong, fields: () => node.querySelectorAll("input") });
  return node;
}

/** What was typed before a sign for per cent, as some people write it after all, and others with a comma. */
const share = (input) => input.value.replace("%", "").replace(",", ".").trim();

const KINDS = {
  plans({ id }, plans) {
    const chosen = () => answers[id].split(",").map((plan) => plan.trim()).filter(Boolean);
    return plans.map((plan) => {
      const box = el("input", { type: "checkbox", value: plan.id });
      box.checked = chosen().includes(plan.id);
      box.addEventListener("change", () => {
        const now = new Set(chosen());
        if (box.checked) now.add(plan.id);
        else now.delete(plan.id);
        answer(id, plans.map((of) => of.id).filter((of) => now.has(of)).join(", "));
      });
      return el("label", { class: "card" }, box, el("span", {}, el("span", { class: "name", text: plan.name }), " ", el("span", { class: "soft", text: plan.said })));
    });
  },

  words({ id, words }) {
    const name = unique("choice");
    const choice = ({ value, shown }) => {
      const input = el("input", { type: "radio", name, value, onchange: () => answer(id, value) });
      input.checked = answers[id] === value;
      return el("label", { class: "pill" }, input, el("span", { text: shown }));
    };
    return [el("div", { class: "pills" }, ...words.map(choice))];
  },

  /** A number, or one of some words instead of it. */
  number({ id, asked: label, unit, usual, words: told = [] }) {
    const isKnown = /^[\d.]*$/.test(usual) || told.some((word) => word.value === usual);
    const words = isKnown ? told : [...told, { value: usual, shown: usual }];
    const isWord = () => words.some((word) => word.value === answers[id]);
    const input = el("input", { type: "text", inputmode: "decimal", class: "short", "aria-label": label, autocomplete: "off" });
    input.value = isWord() ? "" : answers[id];
    input.addEventListener("input", () => {
      if (input.value.trim() === "") return;
      press(null);
      answer(id, input.value.trim(), true);
    });
    const press = (value) => pills.forEach(([of, pill]) => attribute(pill, "aria-pressed", of === value ? "true" : "false"));
    const pills = words.map((word) => [word.value, button(word.shown, () => {
      input.value = "";
      press(word.value);
      answer(id, word.value);
    }, { class: "pill" })]);
    press(isWord() ? answers[id] : null);
    return [el("div", { class: "line" }, input, el("span", { class: "unit", text: unit ?? "" }), ...(pills.length > 0 ? [el("span", { class: "or", text: "or" })] : []), ...pills.map(([, pill]) => pill))];
  },

  text({ id, asked: label, unit }) {
    const input = el("input", { type: "text", "aria-label": label, autocomplete: "off" });
    input.value = answers[id];
    input.addEventListener("input", () => answer(id, input.value.trim(), true));
    return [el("div", { class: "line" }, input, el("span", { class: "unit", text: unit ?? "" }))];
  },

  /** How often: not known, known, or between two ends. */
  rate({ id, asked: label, usual }) {
    const ends = (text) => (text.match(/[\d.]+(?=\s*%)/g) ?? text.match(/[\d.]+/g) ?? []).map(Number);
    const [low = 5, high = 30] = ends(usual);
    const now = ends(answers[id]);
    const name = unique("rate");
    const number = (value, said) => el("input", { type: "text", inputmode: "decimal", class: "short", value, "aria-label": `${label} ${said}`, autocomplete: "off" });
    const [exact, from, to] = [number(now.length === 1 ? now[0] : Math.round((low + high) / 2), "in per cent"), number(now[0] ?? low, "at least, in per cent"), number(now[1] ?? high, "at most, in per cent")];
    const values = {
      unknown: () => usual,
      known: () => `${share(exact)}%`,
      between: () => `${share(from)}% to ${share(to)}%`,
    };
    const radio = (value, checked) => {
      const input = el("input", { type: "radio", name, value, onchange: () => answer(id, values[value]()) });
      input.checked = checked;
      return input;
    };
    const isUsual = answers[id] === usual;
    const radios = { unknown: radio("unknown", isUsual), known: radio("known", !isUsual && now.length === 1), between: radio("between", !isUsual && now.length !== 1) };
    for (const [input, of] of [[exact, "known"], [from, "between"], [to, "between"]]) {
      input.addEventListener("input", () => {
        radios[of].checked = true;
        answer(id, values[of](), true);
      });
    }
    const usualSaid = `I do not know: ${percent(low / 100)} to ${percent(high / 100)}`;
    return [
      el("div", { class: "line" }, el("label", {}, radios.unknown, ` ${usualSaid}`)),
      el("div", { class: "line" }, el("label", {}, radios.known, " It is about"), exact, el("span", { class: "unit", text: "%" })),
      el("div", { class: "line" }, el("label", {}, radios.between, " It lies between"), from, el("span", { class: "unit", text: "and" }), to, el("span", { class: "unit", text: "%" })),
      el("div", { class: "line" }, button("Count it in my LinkedIn data", chooseFile, { class: "link" })),
    ];
  },
};
