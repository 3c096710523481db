// A range with two ends and its curve: what is not known is a range in which it lies in nine cases of ten. Two sliders of the
// browser lie over one another, so that keys, screen readers and fingers work as they do everywhere.

import { attribute, el, percent, plain, setText, show, unique } from "./dom.js";

/** Of the normal distribution: the 95 % and the 90 % point. */
const Z95 = 1.6449;
const Z90 = 1.2816;

/** Ends of a range are read with as many digits as tell them apart. */
const brief = (number) => Number(number.toPrecision(3));

/** How the values of a kind are read and written. */
const KINDS = {
  rate: { show: (share) => percent(brief(share)), write: (low, high) => (low === high ? percent(low) : `${percent(low)} to ${percent(high)}`) },
  share: { show: (share) => percent(brief(share)), write: (low, high) => (low === high ? percent(low) : `${percent(low)} to ${percent(high)}`) },
  factor: { show: (number) => `× ${brief(number)}`, write: uniform },
  delay: { show: (number) => `${brief(number)} days`, write: lognormal },
  amount: { show: (number) => String(brief(number)), write: lognormal },
};

/** Anything between two ends; these are the points below which 5 % and 95 % lie. */
function uniform(low, high) {
  if (low === high) return String(low);
  const beyond = (high - low) / 18;
  return `{ uniform = [${plain(Math.max(0, low - beyond), 0.001)}, ${plain(high + beyond, 0.001)}] }`;
}

/** What is long in a few cases: a median, and what nine of ten do not exceed. */
function lognormal(low, high) {
  if (low === high || low <= 0) return String(high);
  const median = Math.sqrt(low * high);
  const spread = Math.log(high / low) / (2 * Z95);
  const digits = (number) => String(Number(number.toPrecision(3)));
  return `{ median = ${digits(median)}, p90 = ${digits(median * Math.exp(Z90 * spread))} }`;
}

/** A step that is fine enough for a hundred places, and a round number. */
function stepOf(min, max) {
  const rough = (max - min) / 200;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough * 0.999);
}

/** Of rates, which are mostly low, no more is shown than is of use; at the end of the slider there comes more. */
function shownTo(max, high, kind) {
  const ends = kind === "rate" || kind === "share" ? [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8] : [];
  return ends.find((end) => end >= 1.6 * high && end < max) ?? max;
}

/** What a range comes to as it is typed. */
export function written(kind, low, high) {
  return (KINDS[kind] ?? KINDS.amount).write(low, high);
}

/** Makes the two sliders; `set(text)` is called with what somebody would have typed. */
export function range(label, set) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [name, value] of [["viewBox", "0 0 100 30"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  svg.append(path);
  const thumb = (end) => el("input", { type: "range", "aria-label": `${label}, ${end}`, oninput: () => moved(end === "lower end") });
  const low = thumb("lower end");
  const high = thumb("upper end");
  const fill = el("div", { class: "fill" });
  const ends = el("output", { class: "ends" });
  const exactId = unique("exact");
  const exact = el("input", { type: "checkbox", id: exactId, onchange: turned });
  const known = el("label", { class: "known", for: exactId }, exact, " known exactly");
  const track = el("div", { class: "track" }, fill, low, high);
  const node = el("div", { class: "range", role: "group", "aria-label": `${label}, as a range` }, svg, track, el("div", { class: "line between" }, ends, known));

  let kind = "rate";
  let apart = null;
  let held = false;
  for (const input of [low, high]) {
    input.addEventListener("pointerdown", () => (held = true));
    for (const name of ["pointerup", "pointercancel", "change", "blur"]) input.addEventListener(name, () => (held = false));
  }

  function moved(isLow) {
    let [from, to] = [Number(low.value), Number(high.value)];
    if (exact.checked) from = to;
    else if (from > to) {
      // One end pushes the other along; they do not cross.
      if (isLow) to = from;
      else from = to;
      low.value = from;
      high.value = to;
    }
    drawn(from, to);
    set(written(kind, from, to));
  }

  function turned() {
    const [from, to] = [Number(low.value), Number(high.value)];
    const step = Number(high.step);
    if (exact.checked) {
      apart = [from, to];
      const middle = Number(plain((from + to) / 2, step));
      low.value = high.value = middle;
    } else {
      const [less, more] = apart ?? [to * 0.5, to * 1.5];
      low.value = Math.max(step, less);
      high.value = Math.min(Number(high.max) - step, more);
    }
    moved(false);
  }

  function drawn(from, to) {
    const [min, max] = [Number(high.min), Number(high.max)];
    const place = (at) => `${Math.min(100, Math.max(0, ((at - min) / (max - min)) * 100))}%`;
    fill.style.left = exact.checked ? "0" : place(from);
    fill.style.right = `calc(100% - ${place(to)})`;
    const shown = KINDS[kind] ?? KINDS.amount;
    setText(ends, from === to ? `exactly ${shown.show(to)}` : `in nine of ten cases ${shown.show(from)} to ${shown.show(to)}`);
    attribute(low, "aria-valuetext", shown.show(from));
    attribute(high, "aria-valuetext", shown.show(to));
  }

  function update(told, of) {
    kind = of;
    if (!told || held) return;
    const now = { ...told, max: shownTo(told.max, told.high, of) };
    const step = stepOf(now.min, now.max);
    for (const input of [low, high]) {
      attribute(input, "min", now.min);
      attribute(input, "max", now.max);
      attribute(input, "step", step);
    }
    const isExact = now.low === now.high;
    exact.checked = isExact;
    const [from, to] = [now.low, now.high].map((at) => Number(plain(at, step / 10)));
    low.value = from;
    high.value = to;
    show(low, !isExact);
    drawn(from, to);
    const across = (at) => (((at - now.min) / (now.max - now.min)) * 100).toFixed(2);
    const line = (now.curve ?? []).filter(([at]) => at >= now.min && at <= now.max);
    const has = line.length > 1 && !isExact;
    const points = line.map(([at, dense]) => `L${across(at)} ${(29 - dense * 28).toFixed(2)}`).join("");
    attribute(path, "d", has ? `M${across(line[0][0])} 30${points}L${across(line.at(-1)[0])} 30Z` : "");
    svg.classList.toggle("none", !has);
  }

  return { node, update };
}
