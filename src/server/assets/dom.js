// Helpers for elements. Text goes in as text; markup comes from the server alone, by `markup`.

import { watch } from "./wide.js";

let serial = 0;
/** An id that no other element has: labels and remarks are tied to their fields by ids. */
export const unique = (stem) => `${stem}-${++serial}`;

export const byId = (id) => document.getElementById(id);

/** An element with properties (`text`, `class`, `onclick` and attributes) and children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (text, onclick, props = {}) => el("button", { type: "button", text, onclick, ...props });

// The setters below touch the document only where something differs: a change of one value must not lay out the rest anew.

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Words between backquotes are names of keys and the like, and stand in letters of one width. */
export function said(node, text) {
  if (node.dataset.said === text) return;
  node.dataset.said = text;
  node.replaceChildren(...text.split("`").map((part, place) => (place % 2 === 1 ? el("code", { text: part }) : part)));
}

/** The same where no elements can stand. */
export const bare = (text) => text.replaceAll("`", "").replace(/(\d)_(?=\d)/g, "$1\u202f");

export function show(node, shown) {
  if (node.hidden === Boolean(shown)) node.hidden = !shown;
}

export function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

const painted = new WeakMap();
/** Tables and drawings, which the server makes and escapes. */
export function markup(node, html) {
  if (painted.get(node) === html) return;
  painted.set(node, html);
  node.innerHTML = html;
  watch(node);
}

const lists = new WeakMap();
/**
 * Makes the children of `parent` those of `items`, by key: what is there stays the same element, so that the focus and the
 * caret stay where they are. `make(item)` gives `{ node, update(item) }`.
 */
export function keyed(parent, items, key, make) {
  const old = lists.get(parent) ?? new Map();
  const now = new Map();
  for (const item of items) {
    const name = key(item);
    now.set(name, old.get(name) ?? make(item));
  }
  for (const [name, entry] of old) if (!now.has(name)) entry.node.remove();
  let next = parent.firstElementChild;
  for (const item of items) {
    const { node, update } = now.get(key(item));
    if (node === next) next = next.nextElementSibling;
    else if (node.isConnected && parent.moveBefore) parent.moveBefore(node, next);
    else parent.insertBefore(node, next);
    update(item);
  }
  lists.set(parent, now);
  return now;
}

/** Items of a list of texts, none shown if there are none. */
export function texts(list, items) {
  show(list, items.length > 0);
  keyed(list, items.map((text, place) => ({ text, place })), (item) => item.place, () => {
    const node = el("li");
    return { node, update: (item) => said(node, item.text) };
  });
}

/** 12000 as people of all countries read it. */
export const whole = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** Numbers that come of a slider: as many decimals as its step has, and no dust behind them. */
export function plain(number, step) {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return String(Number(number.toFixed(decimals)));
}

/** A share as a percentage. */
export const percent = (share) => `${Number((share * 100).toFixed(2))}%`;
