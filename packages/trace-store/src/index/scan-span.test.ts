import { seededRandom } from "@loopwright/core/statistics";
import { isUtf8 } from "node:buffer";
import { expect, test } from "vitest";
import { spanLine, spanLines } from "../fixtures/spans.ts";
import { factsOf, parseSpanLine } from "./exact-span.ts";
import { createSpanScanner } from "./scan-span.ts";
import { Fact, factCount, Kind, type SpanFacts } from "./span-facts.ts";

const scanner = createSpanScanner();

/** The scanner's facts as text; undefined when it leaves the line to the exact reader. */
function scanned(line: Buffer): string[] | undefined {
  const bytes = Buffer.concat([line, Buffer.from("\n")]);
  const facts = isUtf8(line) ? scanner.scan(bytes, 0, line.length) : undefined;
  return facts && listed(facts);
}

function exact(line: Buffer): string[] | undefined {
  const parsed = parseSpanLine(line);
  return "span" in parsed ? listed(factsOf(parsed.span)) : undefined;
}

function listed({ bytes, from, to, kind }: SpanFacts): string[] {
  return Array.from({ length: factCount }, (_, fact) => {
    // A parent that is missing and one that is empty mean the same: a root.
    if (fact === Fact.parentSpanId && kind[fact] === Kind.emptyText) return `${Kind.absent}:`;
    const isText = [1, 2, 3].includes(kind[fact] ?? 0);
    return `${kind[fact]}:${isText ? Buffer.from(bytes.subarray(from[fact], to[fact])).toString() : ""}`;
  });
}

test("reads ordinary lines by itself, as the exact reader does", () => {
  for (const line of spanLines(5).map((text) => Buffer.from(text))) {
    expect(scanned(line)).toBeDefined();
    expect(scanned(line)).toEqual(exact(line));
  }
});

test("never accepts a damaged line that the exact reader refuses, nor reads other facts", () => {
  const random = seededRandom("damage");
  const values = [
    '"x"',
    "1",
    "-0",
    "1.5e3",
    "0.0",
    "true",
    "false",
    "null",
    "[ ]",
    "{}",
    "[0]",
    "1e-999",
    '"\\u0041"',
    '"\\ud83d\\ude00"',
    "\t7 ",
  ];
  const signs = [
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "-",
    ".",
    "e",
    "u",
    " ",
    "\t",
    "\u0001",
    "é",
    "n",
  ];
  let accepted = 0;
  for (let round = 0; round < 30_000; round++) {
    const keys = [
      "inference.agent_name",
      "inference.agent_id",
      "agent.id",
      "llm.model_name",
      "inference.llm.input_tokens",
      "other",
    ];
    const body = keys.map((key) => `${JSON.stringify(key)}:${random.pick(values)}`).join(",");
    const line = Buffer.from(
      spanLine({ attributes: 0 }).replace(/"attributes":0/, () => `"attributes":{${body}}`),
    );
    const edits = random.integer(0, 2);
    let damaged = line;
    for (let edit = 0; edit < edits; edit++) {
      const at = random.integer(0, damaged.length);
      const cut = random.integer(0, 2);
      const put = Buffer.from(random.next() < 0.5 ? random.pick(signs) : "");
      damaged = Buffer.concat([damaged.subarray(0, at), put, damaged.subarray(at + cut)]);
    }
    const fast = scanned(damaged);
    if (!fast) continue;
    accepted++;
    expect([fast, damaged.toString()]).toEqual([exact(damaged), damaged.toString()]);
  }
  expect(accepted).toBeGreaterThan(5000);
});
