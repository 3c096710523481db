// How the page speaks to the program: one function for requests, and whether the program is still there.

/** The program understood the request, and says what is wrong with it. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.error ?? `The program answered with status ${status}.`);
    this.body = body;
  }
}

/** The program does not answer any more. */
export class Gone extends Error {}

const watchers = new Set();
let there = true;

/** Calls `watcher(there)` whenever the program goes away or is back. */
export const onReach = (watcher) => watchers.add(watcher);

function reached(now) {
  if (now === there) return;
  there = now;
  for (const watcher of watchers) watcher(there);
}

async function send(address, options) {
  let response;
  try {
    response = await fetch(`api/${address}`, { method: "POST", cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    reached(false);
    throw new Gone("The program does not answer.");
  }
  reached(true);
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Refused(response.status, body);
}

const json = { "Content-Type": "application/json" };

/** Asks `name` with a body, and gives the answer. */
export async function call(name, body = {}, signal = undefined) {
  const response = await send(name, { headers: json, body: JSON.stringify(body), signal });
  return response.json();
}

/** Asks for a file: its bytes, and the name under which it is to be kept. */
export async function download(name, body) {
  const response = await send(name, { headers: json, body: JSON.stringify(body) });
  const told = response.headers.get("Content-Disposition") ?? "";
  const coded = told.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  const named = coded ? decodeURIComponent(coded) : told.match(/filename="?([^";]+)"?/i)?.[1];
  return { blob: await response.blob(), name: named };
}

/** Sends the bytes of a file that the user chose. */
export async function upload(name, query, file) {
  const address = `${name}?${new URLSearchParams(query)}`;
  const response = await send(address, { headers: { "Content-Type": "application/octet-stream" }, body: file });
  return response.json();
}

const EVERY = 15_000;

/** Tells the program that the page is open, so that it ends some time after the last page was closed, and not before. */
export function stay() {
  const here = () => call("here").catch(() => {});
  setInterval(here, EVERY);
  // Timers of hidden pages are held back: whoever comes back should not read that the program has ended.
  document.addEventListener("visibilitychange", () => document.hidden || here());
  addEventListener("pageshow", (event) => event.persisted && here());
  addEventListener("pagehide", () => {
    navigator.sendBeacon("api/bye", new Blob(["{}"], { type: "application/json" }));
  });
}
