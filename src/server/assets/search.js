// Looks for things by the words that people have for them: each word must be the beginning of one of a thing's words, be it one or
// several, with or without a hyphen.

/** What finds something whatever the plan is. */
export const COMMON = ["price", "meeting", "follow-up", "holiday", "team", "limit"];

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}%€$£]+/gu, " ").trim();

/** The words of a text. */
export const words = (text) => plain(text).split(" ").filter(Boolean);

/** A word, and what it is without the ending of several things. */
const forms = (word) => (word.length > 3 && word.endsWith("s") ? [word, word.slice(0, -1)] : [word]);

/** Are all of these words in a text? Where `within`, as a part of a word, too. */
export function holds(text, sought, within = false) {
  const all = ` ${plain(text)}`;
  return sought.every((word) => forms(word).some((form) => all.includes(within ? form : ` ${form}`)));
}

/** How many letters differ, at most; more than `most` need not be counted. */
function apart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let place = 1; place <= other.length; place += 1) {
      const same = one[at - 1] === other[place - 1] ? 0 : 1;
      next.push(Math.min(next[place - 1] + 1, row[place] + 1, row[place - 1] + same));
    }
    row = next;
  }
  return row[other.length];
}

/** The words of these texts that are spelt much like this one, the nearest first. */
export function near(word, texts) {
  const most = word.length > 6 ? 2 : 1;
  const known = new Set(texts.flatMap(words).filter((other) => other.length > 3));
  const found = [...known].map((other) => [other, apart(word, other, most)]).filter(([, far]) => far <= most);
  const nearest = found.sort((one, other) => one[1] - other[1]).map(([other]) => other);
  // One and several of a thing are one word.
  return nearest.filter((other) => forms(other).every((form) => form === other || !nearest.includes(form)));
}
