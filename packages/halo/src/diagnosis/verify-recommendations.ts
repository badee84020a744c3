import type {
  AgentRun,
  BehaviorPattern,
  Claim,
  EvalCase,
  FindingClass,
  GateResult,
  HarnessConfig,
  HumanFeedback,
  ModelFeedback,
  SpanRecord,
} from "@loopwright/core";
import { buildContext } from "../context/build-context.ts";
import { readContext } from "../context/read-context.ts";
import { problemWith } from "../evidence/check-evidence.ts";
import { citablesOf, type Citables } from "../evidence/citables.ts";
import { lackingFor } from "../evidence/class-needs.ts";
import { strangeSubject } from "../evidence/subjects.ts";
import { misplacedTitles } from "../evidence/title-fit.ts";
import { untiedMark } from "../evidence/tie.ts";

/** The records that claims are checked against, as they were read from a run's own files. */
export interface RawEvidence {
  spans: readonly SpanRecord[];
  runs: readonly AgentRun[];
  humanFeedback: readonly HumanFeedback[];
  modelFeedback: readonly ModelFeedback[];
  evals: readonly EvalCase[];
  gate: GateResult;
  /** What macro evals found, where findings may cite it. */
  patterns?: readonly BehaviorPattern[];
  harness: HarnessConfig;
}

/** As much of a recommendation as its verification needs. */
export interface ClaimedRecommendation {
  id: string;
  title: string;
  class: FindingClass;
  claims: readonly Claim[];
  /** References that the recommendation rests on, when it says so itself. */
  cites?: readonly string[] | undefined;
}

export interface ClaimProblem {
  recommendation: string;
  /** The claim's text; empty when it is the recommendation as a whole. */
  claim: string;
  reason: string;
}

export interface Verification {
  verified: number;
  total: number;
  problems: readonly ClaimProblem[];
}

/**
 * Looks up every reference of every claim in the raw records: ids, whom they concern, quotes word for word,
 * counts by counting again, harness lines in the files. A claim's text has to name what its evidence shows,
 * and a recommendation has to cite what its claims cite, so that evidence cannot change places.
 *
 * @returns a function, since reading the records once serves many handoffs
 * @throws LoopError `evidence_unresolved` when the records do not fit together
 * @example createVerifier(raw)(recommendations).problems
 */
export function createVerifier(
  raw: RawEvidence,
): (recommendations: readonly ClaimedRecommendation[]) => Verification {
  const { harness } = raw;
  const citables = citablesOf({ evidence: readContext(buildContext(raw)), harness });
  return (recommendations) => {
    const checks = recommendations.map((one) => checkOne(one, citables));
    const problems = [
      ...checks.flatMap((check) => check.problems),
      ...sameIds(recommendations),
      ...titleProblems(recommendations),
    ];
    return {
      verified: checks.reduce((sum, check) => sum + check.verified, 0),
      total: checks.reduce((sum, check) => sum + check.total, 0),
      problems,
    };
  };
}

function checkOne(recommendation: ClaimedRecommendation, citables: Citables): Verification {
  const checks = recommendation.claims.map((claim) => checkClaim(claim, citables));
  const problems = checks.flatMap((check, index) =>
    check.problems.map((reason) => ({
      recommendation: recommendation.id,
      claim: recommendation.claims[index]?.text ?? "",
      reason,
    })),
  );
  const whole = wholeProblems(recommendation).map((reason) => ({
    recommendation: recommendation.id,
    claim: "",
    reason,
  }));
  return {
    verified: checks.reduce((sum, check) => sum + check.verified, 0),
    total: checks.reduce((sum, check) => sum + check.total, 0),
    problems: [...problems, ...whole],
  };
}

function checkClaim({ text, about, evidence }: Claim, citables: Citables) {
  const problems = evidence.flatMap((one) => problemWith({ evidence: one, about, citables }) ?? []);
  const untied = untiedMark(text, evidence);
  const strange = strangeSubject({ text, about, evidence }, citables);
  return {
    verified: evidence.length - problems.length,
    total: evidence.length,
    problems: [
      ...problems,
      ...(evidence.length === 0 ? ["it cites no evidence"] : []),
      ...(untied === undefined ? [] : [`its text does not name what it cites: ${untied}`]),
      ...(strange === undefined ? [] : [`its text names ${strange}, of which it cites nothing`]),
    ],
  };
}

function wholeProblems(one: ClaimedRecommendation): string[] {
  const { claims, cites } = one;
  if (claims.length === 0) return ["it makes no claim"];
  const lacking = lackingFor(one.class, claims);
  if (cites === undefined) return lacking;
  const cited = new Set(claims.flatMap((claim) => claim.evidence.map((one) => one.ref)));
  const strange = [...cited].filter((ref) => !cites.includes(ref));
  const missing = cites.filter((ref) => !cited.has(ref));
  return [
    ...lacking,
    ...strange.map((ref) => `${ref}: cited by a claim, but the recommendation does not rest on it`),
    ...missing.map((ref) => `${ref}: the recommendation rests on it, but no claim cites it`),
  ];
}

function sameIds(recommendations: readonly ClaimedRecommendation[]): ClaimProblem[] {
  const ids = recommendations.map((one) => one.id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => ({ recommendation: id, claim: "", reason: "its id is used twice" }));
}

function titleProblems(recommendations: readonly ClaimedRecommendation[]): ClaimProblem[] {
  return [...misplacedTitles(recommendations)].map(([id, other]) => ({
    recommendation: id,
    claim: "",
    reason: `its title speaks of what the claims of ${other} show`,
  }));
}
