/**
 * What the program says last, in texts that may hold JSON. It prints each item of its run as Python writes it
 * (`AgentMessage(role='assistant', content='…')`), under a rule that tells whether the item is the final one. What
 * its tools printed before is the words of others.
 */
export function lastWordsIn(printed: string): string[] {
  const final = [...printed.matchAll(/^─+ .*\bfinal=True\) ─+$/gm)].at(-1);
  const last = final ? printed.slice(final.index + final[0].length) : printed;
  return [last, ...contentsIn(last)];
}

const literal = /\bcontent=(?:'((?:\\[^]|[^'\\])*)'|"((?:\\[^]|[^"\\])*)")/g;

/** The texts after `content=`, as they were before Python wrote them. */
function contentsIn(printed: string): string[] {
  return [...printed.matchAll(literal)].map(([, single, double]) =>
    unescaped(single ?? double ?? ""),
  );
}

const escape = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([^]))/g;
const short: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

function unescaped(body: string): string {
  return body.replace(escape, (_all, two?: string, four?: string, eight?: string, one = "") => {
    const digits = two ?? four ?? eight;
    return digits === undefined
      ? (short[one] ?? String(one))
      : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}
