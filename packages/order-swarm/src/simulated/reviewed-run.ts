/** A run as a reviewer reads it out of a digest: facts by tool, and records in order. */
export interface ReviewedRun {
  orderId: string;
  facts: ReadonlyMap<string, string>;
  records: readonly { agent: string; tool: string; text: string }[];
}

/** Reads the digest of a run; whatever does not look like one gives an empty run. */
export function readRun(digest: string): ReviewedRun {
  const facts = new Map<string, string>();
  const records: { agent: string; tool: string; text: string }[] = [];
  for (const line of digest.split("\n")) {
    const fact = /^- (\w+): (.*)$/.exec(line);
    const record = /^- (\w+) (\w+): (.*)$/.exec(line);
    if (fact?.[1]) facts.set(fact[1], fact[2] ?? "");
    else if (record?.[1] && record[2])
      records.push({ agent: record[1], tool: record[2], text: record[3] ?? "" });
  }
  return { orderId: /^Order (\S+)/m.exec(digest)?.[1] ?? "", facts, records };
}

/** The word after a key; empty when the key is not there. */
export function wordAfter(text: string | undefined, key: string): string {
  return new RegExp(`(?:^|, )${key} ([^,]+)`).exec(text ?? "")?.[1] ?? "";
}

/** The number after a key; NaN when there is none. */
export function numberAfter(text: string | undefined, key: string): number {
  const word = wordAfter(text, key);
  return word === "" ? Number.NaN : Number(word);
}
