/** The JSON objects that stand in a text, the outermost ones, in order. */
export function jsonObjectsIn(text: string): unknown[] {
  // Terminal colours would stand in the middle of it.
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
  const found: unknown[] = [];
  for (let start = plain.indexOf("{"); start >= 0; start = plain.indexOf("{", start + 1)) {
    const end = endOfObject(plain, start);
    if (end === undefined) continue;
    try {
      found.push(JSON.parse(plain.slice(start, end)));
      start = end - 1;
    } catch {
      // Braces in prose: the next one may begin an object.
    }
  }
  return found;
}

/** Where the object that begins at `start` ends, going by its braces and strings alone. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}" && (depth -= 1) === 0) return at + 1;
  }
  return undefined;
}
