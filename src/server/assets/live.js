// Live answers: a first look at once, then more and more simulations until the answer is sure. A newer state stops the older
// request, and what was asked for an older state is never painted.

import { call, Gone, Refused } from "./api.js";
import { origin, state } from "./state.js";
import { awaited, paint, unsure } from "./results.js";

const FIRST = 200;
const FEWEST = 50;
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

/** Looks at the state as it is now. The promise ends with the first look, painted or not. */
export function look() {
  current?.abort();
  current = new AbortController();
  [refining, stopped] = [false, false];
  const { signal } = current;
  for (const listener of settled) listener(null);
  if (state.look && !state.look.ok) {
    unsure(state.look);
    return Promise.resolve();
  }
  awaited();
  const asked = { text: state.text, off: state.off };
  const began = performance.now();
  return ask(asked, first, signal, true).then(
    (answer) => {
      adapt(performance.now() - began, answer.trials);
      refine(asked, answer, signal);
    },
    (error) => failed(error, signal),
  );
}

/** Campaigns of many people or touches take longer: what counts is that the page follows the hand. */
function adapt(took, trials) {
  if (took > 1.3 * QUICK) first = Math.max(FEWEST, Math.round(Math.min(trials, (trials * QUICK) / took)));
  else if (took < QUICK / 2) first = Math.min(FIRST, first * 2);
}

const isOther = ({ text, off }) => origin.text !== null && (text !== origin.text || off.length > 0);

/** Asks and paints. What the changes do takes as long again to find: the first look goes without it. */
async function ask(asked, trials, signal, isFirst = false) {
  const before = isOther(asked) && !isFirst ? origin.text : null;
  const answer = await call("answer", { ...asked, trials, before, charts: true }, signal);
  // It may have been answered in the moment in which something newer was asked.
  signal.throwIfAborted();
  shown = answer.trials;
  paint(answer, isFirst && isOther(asked));
  return answer;
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
