// A link that holds the whole state in its fragment: packed, and in letters that survive being pasted anywhere. The fragment is
// never sent to any server, not even to the program.

const MARK = "#s=";

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The fragment that holds `state`. */
export async function pack(state) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream("deflate-raw"));
  let letters = "";
  for (let at = 0; at < bytes.length; at += 8_192) letters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return MARK + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The state in a text with such a fragment somewhere in it, or nothing. */
export async function unpack(text) {
  const packed = text.match(/#s=([\w-]+)/)?.[1];
  if (!packed) return null;
  try {
    const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    const state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const isState = typeof state?.text === "string" && Array.isArray(state.off);
    return isState ? state : null;
  } catch {
    return null;
  }
}
