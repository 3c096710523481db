// Why: one simulated campaign, credit by credit.

import { call, Gone } from "./api.js";
import { byId, markup, setText } from "./dom.js";
import { onSettled } from "./live.js";
import { state } from "./state.js";

const MOST = 1_000_000_000;
let asked = null;
let timer = null;

async function look() {
  const chosen = byId("why-case").value;
  const trial = Number(byId("why-trial").value.replace(/\D/g, ""));
  if (!byId("why").open || !chosen || !state.look?.ok) return;
  const isNumber = trial >= 1 && trial <= MOST;
  byId("why-trial").setAttribute("aria-invalid", !isNumber);
  if (!isNumber) return setText(byId("why-said"), "Campaigns are counted from 1.");
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const told = await call("trace", { text: state.text, off: state.off, case: chosen, trial }, signal);
    if (signal.aborted) return;
    setText(byId("why-said"), told.said);
    markup(byId("why-table"), told.table);
  } catch (error) {
    if (signal.aborted || error instanceof Gone) return;
    setText(byId("why-said"), error.message);
  }
}

function by(step) {
  const field = byId("why-trial");
  field.value = Math.max(1, (Number(field.value.replace(/\D/g, "")) || 1) + step);
  look();
}

export function start() {
  byId("why").addEventListener("toggle", look);
  byId("why-case").addEventListener("change", look);
  byId("why-trial").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  byId("why-back").addEventListener("click", () => by(-1));
  byId("why-on").addEventListener("click", () => by(1));
  // It belongs to the answer above; while that is on its way there is nothing to explain.
  onSettled((answer) => answer && look());
}
