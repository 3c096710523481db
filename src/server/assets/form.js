// The short form: a few questions in people's words, for whoever begins without a file. Each has a usual answer, and the answer
// of the program stands beside it from the beginning.

import { call, Refused } from "./api.js";
import { attribute, button, byId, el, percent, setText, show, unique } from "./dom.js";
import { ask } from "./ask.js";
import { chooseFile } from "./drop.js";
import { fromToday, unsure } from "./results.js";
import { idle, onChange, replace, state } from "./state.js";

const TYPED = 350;
const KEY = "form";
/** What somebody answered; what is missing is answered as usual. */
const answers = {};
/** What is usual with these answers, where it is something else than without any. */
let usuals = {};
/** The questions that are of no use with these answers. */
let unused = [];
let remarks = new Map();
let questions = null;

const of = (id) => answers[id] ?? usuals[id] ?? questions.questions.find((question) => question.id === id)?.usual ?? "";

/** Are there settings by now that the answers do not tell? */
export const isLeft = () => state.memo !== null && state.text !== state.memo.text;

/** The answers so far; they are kept in the link. */
export const given = () => ({ ...answers });

/** Makes the form of the questions, with answers that were given before. */
export function start(told, before = {}) {
  questions = told;
  unused = told.questions.filter((question) => !question.of_use).map((question) => question.id);
  draw(before);
  onChange((how) => {
    if (how === KEY) return;
    // What was taken back, or came with a link, brings its answers along; what is being typed here is newer than any.
    const found = state.memo?.answers;
    if (found && JSON.stringify(found) !== JSON.stringify(answers)) draw(found);
    reading = read();
  });
}

function draw(before) {
  for (const id of Object.keys(answers)) delete answers[id];
  Object.assign(answers, before);
  remarks = new Map();
  byId("form").replaceChildren(...questions.questions.map((question) => asked(question, questions.plans)));
}

/** Makes a question anew, for what may be answered has changed; not while somebody is in it. */
function again(id) {
  const before = remarks.get(id)?.set;
  if (!before || before.contains(document.activeElement)) return;
  before.replaceWith(asked(questions.questions.find((question) => question.id === id), questions.plans));
}

let reading = null;
/** Whatever was changed elsewhere and has a question here becomes its answer, so that no later answer undoes it. */
async function read() {
  const { text, memo } = state;
  if (memo === null || memo.text === text) return;
  const { answers: found } = await call("told", { text }).catch(() => ({ answers: null }));
  if (found === null || state.text !== text || state.memo !== memo) return;
  const given = { ...answers };
  for (const [id, answer] of Object.entries(found)) if (answer !== of(id)) given[id] = answer;
  state.memo = { answers: given, text };
  draw(given);
  today();
  document.dispatchEvent(new CustomEvent("answers"));
}

/** Do the answers tell all that the plan says, after what was just changed? */
export async function tells() {
  await idle();
  await reading;
  return !isLeft();
}

let looking = null;
/** How fast what is left may go, where the answers say what that is. */
async function today() {
  looking?.abort();
  const isAsked = answers.credits !== undefined && answers.renews !== undefined && !isLeft();
  if (!isAsked) return fromToday([]);
  looking = new AbortController();
  const { signal } = looking;
  try {
    const { from_today: found } = await call("form", { answers: { ...answers }, from_today: true }, signal);
    if (!signal.aborted) fromToday(found);
  } catch {
    // A newer answer asks again; where the program is gone, the page says so.
  }
}

/** Makes the plan of the answers. */
export const send = () => replace(made, KEY);

async function made() {
  try {
    const { text, wrong = [], usual = {}, unused: idle = [] } = await call("form", { answers: { ...answers } });
    told(text === null ? wrong : []);
    unused = idle;
    for (const [id, { set }] of remarks) show(set, !unused.includes(id));
    const others = Object.keys({ ...usual, ...usuals }).filter((id) => usual[id] !== usuals[id]);
    usuals = usual;
    others.filter((id) => answers[id] === undefined).forEach(again);
    if (text === null) {
      unsure({ error: `${wrong.length === 1 ? "One answer is" : `${wrong.length} answers are`} not right yet. Below is the last answer before that.` });
      return null;
    }
    if (isLeft() && !(await isMeant())) {
      draw({ ...state.memo.answers });
      return null;
    }
    today();
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
    said: "The settings hold more than these questions ask for, such as a second message or other costs. A new answer here begins anew without that. To keep it, make this change in the settings.",
    fields: [],
    act: "Begin anew",
  })) !== null;
}

function told(wrong) {
  for (const [id, { node, fields }] of remarks) {
    const message = wrong.find((item) => item.id === id)?.message ?? "";
    setText(node, message && sentence(message));
    show(node, message !== "");
    for (const field of fields()) attribute(field, "aria-invalid", message === "" ? null : "true");
  }
}

let timer = null;
/** Takes an answer, or takes it back: then the usual holds. */
function answer(id, value, soon = false) {
  if (value === null) delete answers[id];
  else answers[id] = value;
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
  const parts = (KINDS[question.kind] ?? KINDS.text)({ ...question, asked: text, usual: usuals[id] ?? question.usual }, plans);
  const wrong = el("p", { class: "wrong", id: wrongId, hidden: true });
  const node = el("fieldset", { "aria-describedby": `${remarkId} ${wrongId}` },
    el("legend", { text }), ...parts, wrong, el("p", { class: "soft", id: remarkId, text: [hint, remark].filter(Boolean).map(sentence).join(" ") }));
  show(node, !unused.includes(id));
  remarks.set(id, { set: node, node: wrong, fields: () => node.querySelectorAll("input") });
  return node;
}

/** What was typed before a sign for per cent, as some people write it after all, and others with a comma. */
const share = (input) => input.value.replace("%", "").replace(",", ".").trim();

/** The prices that were typed, by the ids of the plans. */
const priced = () => of("price").split(/;|,(?=\s)/).map((item) => item.trim().match(/^([\w-]+)\s+(.+)$/)).filter(Boolean).map(([, plan, price]) => [plan, price]);
const written = (prices) => prices.length === 0 ? "list" : prices.map(([plan, price]) => `${plan} ${price}`).join("; ");

/** The currencies that are offered; any other can be typed. */
const CURRENCIES = ["USD", "EUR", "GBP", "CHF"].map((code) => ({ value: code, shown: code }));

const KINDS = {
  plans({ id }, plans) {
    const chosen = () => of(id).split(",").map((plan) => plan.trim()).filter(Boolean);
    return plans.map((plan) => {
      const box = el("input", { type: "checkbox", value: plan.id });
      box.checked = chosen().includes(plan.id);
      box.addEventListener("change", () => {
        const now = new Set(chosen());
        if (box.checked) now.add(plan.id);
        else now.delete(plan.id);
        const kept = plans.map((plan) => plan.id).filter((plan) => now.has(plan));
        // The price of a plan that nobody thinks of any more is none of the plan's.
        const prices = priced().filter(([plan]) => now.has(plan));
        if (answers.price !== undefined) answers.price = written(prices);
        answer(id, kept.join(", "));
        again("price");
      });
      return el("label", { class: "card" }, box, el("span", {}, el("span", { class: "name", text: plan.name }), " ", el("span", { class: "soft", text: plan.said })));
    });
  },

  words({ id, words }) {
    const name = unique("choice");
    const choice = ({ value, shown }) => {
      const input = el("input", { type: "radio", name, value, onchange: () => answer(id, value) });
      input.checked = of(id) === value;
      return el("label", { class: "pill" }, input, el("span", { text: shown }));
    };
    return [el("div", { class: "pills" }, ...words.map(choice))];
  },

  currency: (question) => KINDS.number({ ...question, words: CURRENCIES, mode: "text" }),

  /** A number, or one of some words instead of it. */
  number({ id, asked: label, unit, usual, words: told = [], mode = "decimal" }) {
    const isKnown = /^[\d.]*$/.test(usual) || told.some((word) => word.value === usual);
    const words = isKnown ? told : [...told, { value: usual, shown: usual }];
    const isWord = () => words.some((word) => word.value === of(id));
    const input = el("input", { type: "text", inputmode: mode, class: "short", "aria-label": label, autocomplete: "off" });
    input.value = isWord() ? "" : of(id);
    attribute(input, "placeholder", words.length === 0 ? usual : null);
    input.addEventListener("input", () => {
      if (input.value.trim() === "") {
        if (words.length === 0) answer(id, null, true);
        return;
      }
      press(null);
      answer(id, input.value.trim(), true);
    });
    const press = (value) => pills.forEach(([of, pill]) => attribute(pill, "aria-pressed", of === value ? "true" : "false"));
    const pills = words.map((word) => [word.value, button(word.shown, () => {
      input.value = "";
      press(word.value);
      answer(id, word.value);
    }, { class: "pill" })]);
    press(isWord() ? of(id) : null);
    return [el("div", { class: "line" }, input, el("span", { class: "unit", text: unit ?? "" }), ...(pills.length > 0 ? [el("span", { class: "or", text: "or" })] : []), ...pills.map(([, pill]) => pill))];
  },

  text({ id, asked: label, unit }) {
    const input = el("input", { type: "text", "aria-label": label, autocomplete: "off" });
    input.value = of(id);
    input.addEventListener("input", () => answer(id, input.value.trim(), true));
    return [el("div", { class: "line" }, input, el("span", { class: "unit", text: unit ?? "" }))];
  },

  /** What each plan that is thought of costs; where nothing is typed, what the list says. */
  prices({ id, asked: label, unit }, plans) {
    const chosen = of("plans").split(",").map((plan) => plan.trim());
    const now = new Map(priced());
    return plans.filter((plan) => chosen.includes(plan.id)).map((plan) => {
      const input = el("input", { type: "text", inputmode: "decimal", class: "short", "aria-label": `${label} ${plan.name}`, autocomplete: "off", placeholder: plan.price ?? "", value: now.get(plan.id) ?? "" });
      input.addEventListener("input", () => {
        const typed = input.value.trim();
        if (typed === "") now.delete(plan.id);
        else now.set(plan.id, typed);
        answer(id, now.size === 0 ? null : written([...now]), true);
      });
      return el("div", { class: "line" }, el("span", { class: "of", text: plan.name }), input, el("span", { class: "unit", text: unit }));
    });
  },

  /** How often: not known, known, or between two ends. */
  rate({ id, asked: label, usual }) {
    const ends = (text) => (text.match(/[\d.]+(?=\s*%)/g) ?? text.match(/[\d.]+/g) ?? []).map(Number);
    const [low = 5, high = 30] = ends(usual);
    const counted = /^\d+ of \d+$/.test(of(id)) ? of(id) : null;
    const now = counted ? [] : ends(of(id));
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
    values.counted = () => counted;
    const isUsual = of(id) === usual;
    const isRange = !isUsual && !counted;
    const radios = { unknown: radio("unknown", isUsual), known: radio("known", isRange && now.length === 1), between: radio("between", isRange && now.length !== 1) };
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
      ...(counted ? [el("div", { class: "line" }, el("label", {}, radio("counted", true), ` ${counted.replace(" of ", " of my ")} were answered`))] : []),
      el("div", { class: "line" }, button("Count it in my LinkedIn data", chooseFile, { class: "link" })),
    ];
  },
};
