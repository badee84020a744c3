const unicodeSpace =
  "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
const unicodeNotSpace =
  "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}";

let notWord: string | undefined;

/** The inside of a set for `\d`, `\D`, `\s`, `\S`, `\w` or `\W`. */
export function shorthand(letter: string, ascii: boolean): string | undefined {
  if (ascii) return asciiShorthand[letter];
  switch (letter) {
    case "d":
      return "\\p{Nd}";
    case "D":
      return "\\P{Nd}";
    case "s":
      return unicodeSpace;
    case "S":
      return unicodeNotSpace;
    case "w":
      return "\\p{L}\\p{N}_";
    case "W":
      return (notWord ??= rangesOf((character) => !/[\p{L}\p{N}_]/u.test(character)));
    default:
      return undefined;
  }
}

const asciiShorthand: Record<string, string> = {
  d: "0-9",
  D: "\\x{0}-/:-\\x{10ffff}",
  s: "\\x{9}-\\x{d} ",
  S: "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{10ffff}",
  w: "0-9A-Za-z_",
  W: "\\x{0}-/:-@\\[-\\^`\\x{7b}-\\x{10ffff}",
};

/** All code points that pass, as ranges; a set cannot subtract, so the complement of `\w` has to be listed. */
function rangesOf(passes: (character: string) => boolean): string {
  let text = "";
  let start = -1;
  for (let point = 0; point <= 0x110000; point++) {
    const surrogate = point >= 0xd800 && point <= 0xdfff;
    const inside = point < 0x110000 && (surrogate || passes(String.fromCodePoint(point)));
    if (inside && start < 0) start = point;
    if (inside || start < 0) continue;
    text += `${codePoint(start)}-${codePoint(point - 1)}`;
    start = -1;
  }
  return text;
}

/** A code point so that neither RE2 nor a set takes it for anything else. */
export function codePoint(point: number): string {
  return `\\x{${point.toString(16)}}`;
}

/** Letters that Python, ignoring case, takes for one another beyond what RE2's folding joins. */
export function extraCases(point: number): readonly number[] {
  return [0x69, 0x49, 0x130, 0x131].includes(point) ? [0x69, 0x49, 0x130, 0x131] : [];
}
