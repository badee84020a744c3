import { LoopError, Recommendation } from "@loopwright/core";
import { refsOf, type HandoffRecommendation } from "./handoff-summary.ts";
import type { SectionTitle } from "./outline.ts";
import { parseHandoff, type ParsedHandoff } from "./parse-handoff.ts";
import { wordsShownIn } from "./read-markdown.ts";
import { renderDetails } from "./render-details.ts";
import { refusedTitle, renderFindings } from "./render-evidence.ts";
import { rankedTable, topChanges } from "./render-ranking.ts";

/**
 * What in a handoff does not agree with itself: a section that is missing or says something else than its data,
 * a top change that rests on other references than its recommendation. Layout is nobody's business: only the
 * words count. Whether the evidence holds is for others to look up; here only the document is read.
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
  return [...shownOtherwise(parsed), ...topsThatDiffer(parsed)];
}

/** Sections that do not say what the data says. A report without recommendations in its data promises nothing. */
function shownOtherwise({ sections, summary }: ParsedHandoff): string[] {
  const { recommendations } = summary;
  if (recommendations.length === 0) return [];
  const shown = (title: SectionTitle) =>
    sections.find((section) => section.title === title)?.markdown ?? "";
  const expected = [
    ...(beginsWith(shown("Supporting diagnosis and evidence"), renderFindings(recommendations))
      ? []
      : ["Supporting diagnosis and evidence" as const]),
    ...renderedFrom(recommendations).flatMap(([title, markdown]) =>
      sameWords(shown(title), markdown) ? [] : [title],
    ),
  ];
  return expected.map(
    (title) => `section "${title}" shows it otherwise than the machine-readable summary`,
  );
}

/** What else follows from the data, where it is whole. */
function renderedFrom(
  recommendations: readonly HandoffRecommendation[],
): (readonly [SectionTitle, string])[] {
  const whole = recommendations.flatMap((one) => {
    const parsed = Recommendation.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
  if (whole.length < recommendations.length) return [];
  return [
    ["Top 3 changes to implement first", topChanges(whole)],
    ["Ranked recommendation table", rankedTable(whole)],
    ["Detailed recommendations", renderDetails(whole)],
  ];
}

function sameWords(some: string, others: string): boolean {
  return comparable(some) === comparable(others);
}

/** After the findings only those may follow that were refused. */
function beginsWith(section: string, findings: string): boolean {
  const [whole, start] = [comparable(section), comparable(findings)];
  return whole === start || whole.startsWith(`${start} ${refusedTitle},`);
}

/** Tools that format tables draw their rules as long as their columns. */
function comparable(markdown: string): string {
  return wordsShownIn(markdown.replace(/\r\n?/g, "\n")).replace(/-{3,}/g, "---");
}

function topsThatDiffer({ summary }: ParsedHandoff): string[] {
  return summary.top_priorities.flatMap((top) => {
    if (!("id" in top) || top.id === undefined) return [];
    const whole = summary.recommendations.find((one) => one.id === top.id);
    if (!whole) return [`top priority ${top.id}: there is no such recommendation`];
    const refs = refsOf(whole);
    const same = top.evidence === undefined || sameSet(top.evidence, refs);
    return same ? [] : [`top priority ${top.id}: it rests on other references than ${whole.id}`];
  });
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
