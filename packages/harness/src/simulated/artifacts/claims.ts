import type { Finding, Statement } from "../statement.ts";
import type { Conclusions, Work } from "../work.ts";
import type { ReplyPlan } from "../reply-plan-shape.ts";
import { planReply } from "../reply-plan.ts";

/** A material claim with an id that all artifacts share. */
export interface Claim {
  id: string;
  text: string;
  sources: readonly string[];
}

/** Everything the artifacts are written from. */
export interface Draft {
  work: Work;
  conclusions: Conclusions;
  plan: ReplyPlan;
  claims: readonly Claim[];
  /** Whether this is the version written after the tools have reported. */
  mended: boolean;
}

/**
 * A first draft records the claims of the answer alone; the memo holds more, and the tools say so. The mended
 * draft records them all. Who cites thinly records little and mends nothing.
 */
export function draftOf(work: Work, conclusions: Conclusions, mended: boolean): Draft {
  const plan = planReply(work, conclusions);
  const thin = work.habits.has("thin_citations");
  const answered = [
    plan.lead,
    ...plan.facts,
    ...plan.conflicts,
    ...plan.parts.flatMap(({ statements }) => statements),
  ];
  const everything = [
    ...answered,
    ...plan.inferences,
    ...conclusions.findings.flatMap(statementsOf),
  ];
  const claims = thin
    ? answered.slice(0, 2).map(({ text, sources }) => ({ text, sources: sources.slice(0, 1) }))
    : mended
      ? everything.flatMap(recordsOf)
      : answered;
  return { work, conclusions, plan, mended, claims: numbered(claims) };
}

function recordsOf({ text, sources, records }: Statement): Statement[] {
  return (records ?? [text]).map((record) => ({ text: record, sources }));
}

/** What the memo says on a topic, in its order. */
export function statementsOf(finding: Finding): Statement[] {
  return [finding.conclusion, ...finding.facts, ...finding.conflicts, ...finding.inferences];
}

/** Questions and statements without a source claim nothing that a file could bear out. */
function numbered(statements: readonly Statement[]): Claim[] {
  const material = statements.filter(
    ({ text, sources }) => text !== "" && sources.length > 0 && !/^Please |[?？]$/.test(text),
  );
  const distinct = material.filter(
    ({ text }, index) => material.findIndex((other) => other.text === text) === index,
  );
  return distinct.map(({ text, sources }, index) => ({
    id: `C${String(index + 1).padStart(2, "0")}`,
    text,
    sources,
  }));
}
