// The state of the page (the text of the file, and the what-ifs that are off), and the one queue through which every change
// of it goes. The server makes the new text; here is only kept in which order, and what can be taken back. `memo` is what the
// short form wants to find again with a state.

import { call, Gone, onReach } from "./api.js";

export const state = { text: "", off: [], look: null, memo: null };

/** With what the answer is compared: the file, or what the page began with. */
export const origin = { text: null, off: [], file: null, saved: null };

/** After this time an answer that is still awaited makes room for a newer change. */
const PATIENCE = 150;
/** Changes of one value within this time are taken back together. */
const TOGETHER = 800;
/** A frame: more changes than that nobody sees. */
const FRAME = 14;
const MOST_STEPS = 200;

const listeners = [];
const past = [];
const future = [];
let last = { key: null, at: 0 };
let queue = [];
let flying = [];
let busy = false;
let wake = null;
let tell = () => {};
let asked = () => {};
let sent = () => {};

/** Calls `listener(key)` after each change; where it gives a promise, the next change waits for it for a moment. */
export const onChange = (listener) => listeners.push(listener);

/** Calls `listener(true)` as soon as a change is asked for, and `listener(false)` where nothing came of it. */
export const onAsked = (listener) => {
  asked = listener;
};

/** Calls `listener({ text, off, edits })` as changes of a state are sent, and `listener(null)` where they could not be made. */
export const onSent = (listener) => {
  sent = listener;
};

/** Who tells the user that a change could not be made. */
export const onRefused = (teller) => {
  tell = teller;
};

export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;
export const isChanged = () => origin.saved !== null && (state.text !== origin.saved.text || !same(state.off, origin.saved.off));

/** What is on the page now is in a file or a link: leaving loses nothing. */
export function saved() {
  origin.saved = { text: state.text, off: state.off };
}

const same = (one, other) => one.length === other.length && one.every((name, place) => name === other[place]);

/** Is a change of this path still on its way? Then what the server said of it is already old. */
export const isWaiting = (path) => [...flying, ...queue].some((item) => item.edit?.path === path);

/** A change, as the contract has it. Of several in a row to one value only the last is sent. */
export function edit(change) {
  const before = queue.at(-1)?.edit;
  if (change.do === "set" && before?.do === "set" && before.path === change.path) queue.pop();
  if (change.do === "text" && before?.do === "text") queue.pop();
  queue.push({ edit: change });
  pump();
}

/** Another state as a whole: `make` gives it when its turn comes, or nothing if there is none. */
export function replace(make, key = null) {
  // A form that is filled in quickly makes one state after the other; only the last one counts.
  if (key !== null && queue.at(-1)?.key === key) queue.pop();
  queue.push({ make, key });
  pump();
}

export function undo() {
  queue.push({ make: () => step(past, future), back: true });
  pump();
}

export function redo() {
  queue.push({ make: () => step(future, past), back: true });
  pump();
}

const now = () => ({ text: state.text, off: state.off, memo: state.memo });

function step(from, to) {
  const found = from.pop();
  if (found) to.push(now());
  last = { key: null, at: 0 };
  return found;
}

onReach((there) => there && pump());

async function pump() {
  if (queue.length > 0) asked(true);
  wake?.();
  if (busy) return;
  busy = true;
  let began = 0;
  try {
    while (queue.length > 0) {
      const pause = began + FRAME - performance.now();
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      began = performance.now();
      const how = queue[0].key;
      if (!(await next())) {
        if (queue.length === 0) asked(false);
        continue;
      }
      const looks = Promise.allSettled(listeners.map((listener) => listener(how)));
      await Promise.race([looks, impatience()]);
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    asked(false);
  } finally {
    busy = false;
  }
}

/** Comes when something newer has waited long enough. */
function impatience() {
  return new Promise((resolve) => {
    const look = () => {
      if (queue.length > 0) resolve();
      else wake = resolve;
    };
    wake = null;
    setTimeout(look, PATIENCE);
  });
}

/** Makes the next changes of the queue. True if the state is another one. */
async function next() {
  const items = queue[0].make ? [queue[0]] : queue.slice(0, count());
  queue = queue.slice(items.length);
  flying = items;
  try {
    if (items[0].make) return await whole(items[0]);
    return await edits(items.map((item) => item.edit));
  } catch (error) {
    if (error instanceof Gone) {
      // Nothing is lost: it is sent when the program is back, and stays in the text until then.
      queue = [...items, ...queue];
      throw error;
    }
    if (items.length > 1) {
      // One of them cannot be made; each by itself tells which.
      queue = [...items.map((item) => ({ ...item, alone: true })), ...queue];
      return false;
    }
    tell(error.message);
    // The controls go back to what is.
    return true;
  } finally {
    flying = [];
  }
}

function count() {
  if (queue[0].alone) return 1;
  const end = queue.findIndex((item) => item.make || item.alone);
  return end < 0 ? queue.length : end;
}

async function edits(changes) {
  const { text, off } = state;
  sent({ text, off, edits: changes });
  let made;
  try {
    made = await call("edit", { text, off, edits: changes });
  } catch (error) {
    sent(null);
    throw error;
  }
  const paths = new Set(changes.map((change) => (change.do === "set" || change.do === "text" ? change.path ?? "text" : null)));
  const key = paths.size === 1 ? [...paths][0] : null;
  return become(made, made.look, key);
}

async function whole({ make, key, back }) {
  const made = await make();
  if (!made) return false;
  const off = made.off ?? [];
  const look = await call("look", { text: made.text, off });
  return become({ text: made.text, off, memo: made.memo ?? null }, look, key, back);
}

function become(made, look, key, back = false) {
  const isOther = made.text !== state.text || !same(made.off, state.off);
  if (isOther && !back && state.look !== null) {
    const at = performance.now();
    const goesOn = key !== null && key === last.key && at - last.at < TOGETHER && past.length > 0;
    if (!goesOn) past.push(now());
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
    last = { key, at };
  }
  state.memo = made.memo === undefined ? state.memo : made.memo;
  state.text = made.text;
  state.off = made.off;
  state.look = look;
  return true;
}

/** Comes when nothing is to be sent any more. */
export async function idle() {
  while (busy || queue.length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}
