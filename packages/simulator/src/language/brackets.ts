/**
 * Splits a text where a pattern matches, but not inside brackets: "(A: x; B: y)" stays whole.
 *
 * @example splitOutsideBrackets("terms (A; B); none else", /; /u) // ["terms (A; B)", "none else"]
 */
export function splitOutsideBrackets(text: string, pattern: RegExp): string[] {
  const hidden: string[] = [];
  const masked = text.replaceAll(/\([^()]*\)|（[^（）]*）/gu, (inside) => {
    hidden.push(inside);
    return `\u{E000}${hidden.length - 1}\u{E001}`;
  });
  return masked
    .split(pattern)
    .map((part) =>
      part.replaceAll(/\u{E000}(\d+)\u{E001}/gu, (_, index: string) => hidden[Number(index)] ?? ""),
    );
}
