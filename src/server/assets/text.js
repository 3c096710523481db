// The file itself, for those who like to write it. It is filled only while it is open.

import { button, byId, el, keyed, said, setText } from "./dom.js";
import { edit, onChange, state } from "./state.js";

const TYPED = 600;

export function start() {
  const part = byId("text-part");
  const area = byId("text");
  let timer = null;

  const take = () => {
    clearTimeout(timer);
    timer = null;
    if (area.value !== state.text) edit({ do: "text", text: area.value });
  };
  const fill = () => {
    if (!part.open) return;
    // What somebody is typing is theirs; it is in the state as soon as they pause.
    if (timer === null && area.value !== state.text) {
      const { selectionStart, selectionEnd, scrollTop } = area;
      area.value = state.text;
      if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd);
      area.scrollTop = scrollTop;
    }
    const findings = (state.look?.findings ?? []).map((item, place) => ({ ...item, place }));
    area.setAttribute("aria-invalid", findings.some((item) => item.level === "error"));
    keyed(byId("text-findings"), findings, (item) => item.place, finding);
  };
  const finding = () => {
    const node = el("li");
    const told = el("span");
    const at = button("", () => toLine(now.line), { class: "link" });
    let now = null;
    node.append(at, " ", told);
    const update = (item) => {
      now = item;
      at.hidden = !item.line;
      setText(at, item.line ? `line ${item.line}` : "");
      said(told, item.message);
      node.className = item.level;
    };
    return { node, update };
  };
  const toLine = (line) => {
    const lines = area.value.split("\n");
    const from = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    area.focus();
    area.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    area.scrollTop = Math.max(0, (line - 5) * (area.scrollHeight / Math.max(1, lines.length)));
  };

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(take, TYPED);
  });
  area.addEventListener("change", take);
  part.addEventListener("toggle", fill);
  onChange(fill);
}

