import { LoopError } from "@loopwright/core";
import { refsOf, type HandoffRecommendation } from "./handoff-summary.ts";
import { parseHandoff, type ParsedHandoff } from "./parse-handoff.ts";
import { renderFinding } from "./render-evidence.ts";

/**
 * What in a handoff does not agree with itself: a section that is missing, a finding that is shown otherwise
 * than its data has it, a top change that rests on other references than its recommendation. Whether the
 * evidence holds is for others to look up; here only the document is read.
 *
 * @returns one sentence a problem; empty when there is none
 * @example const problems = checkHandoff(await readText("codex_handoff.md"))
 */
export function checkHandoff(markdown: string): string[] {
  let parsed: ParsedHandoff;
  try {
    parsed = parseHandoff(markdown);
  } catch (error) {
    if (error instanceof LoopError) return [error.message];
    throw error;
  }
  const { summary } = parsed;
  return [
    ...summary.recommendations.flatMap((one) => shownOtherwise(one, parsed)),
    ...summary.top_priorities.flatMap((top) => {
      if (!("id" in top) || top.id === undefined) return [];
      const whole = summary.recommendations.find((one) => one.id === top.id);
      if (!whole) return [`top priority ${top.id}: there is no such recommendation`];
      const refs = refsOf(whole);
      const same = top.evidence === undefined || sameSet(top.evidence, refs);
      return same ? [] : [`top priority ${top.id}: it rests on other references than ${whole.id}`];
    }),
  ];
}

/** The finding as Markdown has to stand in its section, word for word. */
function shownOtherwise(one: HandoffRecommendation, { sections }: ParsedHandoff): string[] {
  const shown = sections.find(({ title }) => title === "Supporting diagnosis and evidence");
  const expected = renderFinding(one).split("\n\n");
  const text = shown?.markdown.replace(/\r\n?/g, "\n") ?? "";
  return expected.every((part) => text.includes(part))
    ? []
    : [`${one.id}: the section on evidence shows it otherwise than the machine-readable summary`];
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

/** Whether two lists of recommendations say the same, whatever the order of their keys. */
export function sameRecommendations(
  some: readonly HandoffRecommendation[],
  others: readonly HandoffRecommendation[],
): boolean {
  return JSON.stringify(sorted(some)) === JSON.stringify(sorted(others));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
