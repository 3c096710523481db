// The beginning: what the program opened, or the short form; and what belongs to the page as a whole.

import { Gone, onReach, stay } from "./api.js";
import { toast, withdraw } from "./ask.js";
import * as controls from "./controls.js";
import { byId, setText, show } from "./dom.js";
import * as drop from "./drop.js";
import * as form from "./form.js";
import * as hand from "./hand.js";
import * as keep from "./keep.js";
import { give, look } from "./live.js";
import { awaited } from "./results.js";
import { canRedo, canUndo, isChanged, onAsked, onChange, onRefused, origin, redo, replace, saved, state, undo } from "./state.js";
import * as switches from "./switches.js";
import * as text from "./text.js";
import * as why from "./why.js";

const SHORT = "Answer what you know; the rest has a usual answer. What comes of it stands beside it at once.";
const LEFT = "You have changed settings that these questions do not ask for. A new answer here begins anew from the questions; Undo brings your settings back.";

let told = null;

/** Shows the short form or all settings. */
function view(isForm) {
  const hasForm = told?.questions?.length > 0 && told.text === null;
  show(byId("form"), isForm);
  show(byId("settings"), !isForm);
  show(byId("text-part"), !isForm);
  show(byId("to-all"), isForm);
  show(byId("to-form"), !isForm && hasForm);
  if (!isForm) controls.draw();
}

function header() {
  const name = state.look?.name ?? "";
  const hidesForm = byId("form").hidden;
  setText(byId("name"), hidesForm && name ? name : "What do your InMail credits come to?");
  setText(byId("about"), hidesForm ? state.look?.description ?? "" : form.isLeft() ? LEFT : SHORT);
  document.title = `${isChanged() ? "• " : ""}${name || "What if?"} – inmail-sim`;
  byId("undo").disabled = !canUndo();
  byId("redo").disabled = !canRedo();
}

function keys(event) {
  const isField = event.target.matches?.("textarea, select, input:not([type=range], [type=checkbox], [type=radio])");
  if (isField || document.querySelector("dialog[open]") || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) redo();
  else return;
  event.preventDefault();
}

/** On a narrow screen answer and settings stand one above the other: a bar at the bottom leads from one to the other. */
function jumps() {
  const bar = byId("jump");
  let atAnswer = false;
  new IntersectionObserver(([entry]) => {
    atAnswer = entry.isIntersecting;
    setText(byId("jump-word"), atAnswer ? "Back to the plan" : "See the answer");
    bar.classList.toggle("at-answer", atAnswer);
  }, { rootMargin: "0px 0px -40% 0px" }).observe(byId("answer"));
  const to = (node) => {
    node.scrollIntoView();
    node.focus({ preventScroll: true });
  };
  bar.addEventListener("click", () => to(atAnswer ? byId("plan") : byId("answer")));
  byId("skip").addEventListener("click", (event) => {
    // The fragment of the address holds the plan, and stays.
    event.preventDefault();
    to(byId("answer"));
  });
}

function reach(there) {
  const box = byId("gone");
  show(box, !there);
  setText(box, there ? "" : "The program has ended. Start it again with inmail-sim open. Your plan is still in this page: copy its link under “Save or send”, and paste it in the new page.");
  if (there) toast("The program is there again.");
}

async function begin() {
  const { told: answered, found } = await hand.begin();
  told = answered;
  setText(byId("version"), `inmail-sim ${told.version}. Nothing on this page leaves this computer.`);
  if (told.questions?.length > 0) form.start(told, found?.form ?? {});
  const hasFile = told.text !== null;
  view(!hasFile && (found === null || Boolean(found.form) && found.shown !== false));
  onChange(first);
  if (found) hand.restore(found);
  else if (hasFile) replace(() => ({ text: told.text, off: [] }));
  else form.send();
}

/** Before and after are told against the file or, without one, against what the page began with. */
function first() {
  if (origin.text !== null) return;
  origin.text = told.text ?? state.text;
  if (told.text === null || told.text === state.text) saved();
  else origin.saved = { text: told.text, off: [] };
  header();
}

onAsked((is) => {
  awaited(is);
  give(is);
  if (is) withdraw();
});
onRefused(toast);
onReach(reach);
onChange(look);
onChange(header);
for (const part of [controls, text, keep, hand, drop, why]) part.start();
switches.start(controls.goTo);
byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
byId("to-all").addEventListener("click", () => {
  view(false);
  header();
  byId("plan").focus();
});
byId("to-form").addEventListener("click", () => {
  view(true);
  header();
  byId("plan").focus();
});
document.addEventListener("settings", () => {
  view(false);
  header();
});
document.addEventListener("answers", header);
document.addEventListener("taken", async () => {
  // What a question asks for is shown there, and all else in the settings.
  if (byId("form").hidden || !(await form.tells())) view(false);
  header();
});
document.addEventListener("keydown", keys);
byId("form").addEventListener("submit", (event) => event.preventDefault());
jumps();
stay();
begin().catch((error) => {
  if (!(error instanceof Gone)) toast(error.message);
});
