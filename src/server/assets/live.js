// Live answers: a first look at once, then more and more simulations until the answer is sure. A newer state stops the older
// request, and what was asked for an older state is never painted.

import { call, Gone, Refused } from "./api.js";
import { onSent, origin, state } from "./state.js";
import { awaited, paint, unsure } from "./results.js";

/** So many are played in the same time as one. */
const TOGETHER = 64;
const FIRST = 3 * TOGETHER;
const STEPS = [1_000, 5_000, 20_000, 50_000];
/** A first look that takes longer than this is taken with fewer simulations. */
const QUICK = 30;
/** The pause before it goes on to more simulations: as long as somebody moves a slider, first looks are what counts. */
const PAUSE = 300;

let current = null;
let refining = false;
let stopped = false;
let first = FIRST;
/** The trials of the answer on the page; downloads have as many. */
export let shown = FIRST;

const settled = new Set();
/** Calls `listener(answer)` when an answer will not become better, and `listener(null)` when it is no more. */
export const onSettled = (listener) => settled.add(listener);

const isOther = ({ text, off }) => origin.text !== null && (text !== origin.text || off.length > 0);

/** Asks for a first look. What the changes do takes as long again to find: it goes without. */
function glance(asked) {
  const control = new AbortController();
  const began = performance.now();
  const timed = (answer) => {
    adapt(performance.now() - began, answer.trials);
    return answer;
  };
  const answer = call("answer", { ...asked, trials: first }, control.signal).then(timed);
  // Whoever takes it up is told what went wrong.
  answer.catch(() => {});
  return { control, answer };
}

/** A first look at what changes come to while they are still being made: who waits for one waits for the other. */
let ahead = null;

onSent((asked) => {
  ahead?.control.abort();
  ahead = asked && glance(asked);
});

/** Looks at the state as it is now. The promise ends with the first look, painted or not. */
export function look() {
  current?.abort();
  const begun = ahead;
  [current, ahead, refining, stopped] = [null, null, false, false];
  for (const listener of settled) listener(null);
  if (state.look && !state.look.ok) {
    begun?.control.abort();
    unsure(state.look);
    return Promise.resolve();
  }
  awaited();
  const asked = { text: state.text, off: state.off };
  const { control, answer } = begun ?? glance(asked);
  current = control;
  const { signal } = control;
  return answer.then((found) => show(found, signal, isOther(asked))).then(
    (found) => void refine(asked, found, signal),
    (error) => failed(error, signal),
  );
}

/** Campaigns of many people or touches take longer: what counts is that the page follows the hand. */
function adapt(took, trials) {
  const quick = TOGETHER * Math.floor((trials * QUICK) / took / TOGETHER);
  if (took > 1.3 * QUICK) first = Math.max(TOGETHER, Math.min(trials, quick));
  else if (took < QUICK / 2) first = Math.min(FIRST, first * 2);
}

/** Paints an answer, unless something newer was asked in the moment in which it came; `waits` where more of it is to come. */
function show(answer, signal, waits = false) {
  signal.throwIfAborted();
  shown = answer.trials;
  paint(answer, waits);
  return answer;
}

/** Asks for more simulations, and for what the changes do. */
async function ask(asked, trials, signal) {
  const before = isOther(asked) ? origin.text : null;
  return show(await call("answer", { ...asked, trials, before }, signal), signal);
}

/**
 * Something newer is asked for: more simulations of what is old would only keep the machine busy. A first look goes on, so that
 * the page follows a slider that is being moved. Where nothing came of the change, it goes on.
 */
export function give(way) {
  if (way && refining) {
    current.abort();
    refining = false;
    stopped = true;
  } else if (!way && stopped) look();
}

async function refine(asked, answer, signal) {
  refining = true;
  try {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    let isWhole = !isOther(asked);
    for (const trials of STEPS.concat(Infinity)) {
      if (signal.aborted) return;
      if (isWhole && (answer.settled || answer.trials >= answer.most)) break;
      if (isWhole && trials <= answer.trials) continue;
      answer = await ask(asked, Math.min(trials, answer.most), signal);
      isWhole = true;
    }
    if (signal.aborted) return;
    refining = false;
    for (const listener of settled) listener(answer);
  } catch (error) {
    failed(error, signal);
  }
}

function failed(error, signal) {
  if (signal.aborted || error.name === "AbortError" || error instanceof Gone) return;
  if (!(error instanceof Refused)) console.error(error);
  unsure(error instanceof Refused ? { error: error.message, ...error.body } : { error: String(error) });
}
