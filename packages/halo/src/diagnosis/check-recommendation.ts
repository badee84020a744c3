import type { Claim, Evidence } from "@loopwright/core";
import { problemWith } from "../evidence/check-evidence.ts";
import type { Citables } from "../evidence/citables.ts";
import { lackingFor } from "../evidence/class-needs.ts";
import { strangeSubject } from "../evidence/subjects.ts";
import type { DraftClaim, DraftEvidence, DraftRecommendation } from "./draft.ts";

/** A drafted recommendation after every reference in it has been looked up. */
export interface CheckedRecommendation {
  draft: DraftRecommendation;
  /** Claims all of whose evidence holds. */
  claims: readonly Claim[];
  /** What does not hold, claim by claim; empty when everything does. */
  problems: readonly string[];
  /** References that were looked up, and how many of them held. */
  checked: { verified: number; total: number };
  /** Whether the claims that hold are enough to carry the recommendation. */
  supported: boolean;
}

/** Looks up every reference of a drafted recommendation. */
export function checkRecommendation(options: {
  draft: DraftRecommendation;
  citables: Citables;
}): CheckedRecommendation {
  const { draft, citables } = options;
  const checks = draft.claims.map((claim) => checkClaim(claim, citables));
  const claims = checks.flatMap((check) => check.claim ?? []);
  const lacking = whatIsLacking(draft, claims);
  return {
    draft,
    claims,
    problems: [...checks.flatMap((check) => check.problems), ...lacking],
    checked: {
      verified: checks.reduce((sum, check) => sum + check.verified, 0),
      total: checks.reduce((sum, check) => sum + check.total, 0),
    },
    supported: lacking.length === 0,
  };
}

interface CheckedClaim {
  claim?: Claim;
  problems: readonly string[];
  verified: number;
  total: number;
}

/** A claim holds as a whole or not at all: a statement half of whose evidence is wrong is not half true. */
function checkClaim(draft: DraftClaim, citables: Citables): CheckedClaim {
  const evidence = draft.evidence.map(toEvidence);
  const wrong = evidence.flatMap(
    (one) => problemWith({ evidence: one, about: draft.about, citables }) ?? [],
  );
  const strange = strangeSubject({ ...draft, evidence }, citables);
  const problems = [
    ...wrong,
    ...(strange === undefined ? [] : [`it names ${strange}, of which it cites nothing`]),
  ];
  const counts = { verified: evidence.length - wrong.length, total: evidence.length };
  if (draft.text.trim() === "") return { problems: ["a claim without words"], ...counts };
  if (evidence.length === 0) return { problems: [`"${draft.text}" cites no evidence`], ...counts };
  return problems.length > 0
    ? { problems: problems.map((problem) => `"${draft.text}": ${problem}`), ...counts }
    : { claim: { text: draft.text, about: draft.about, evidence }, problems, ...counts };
}

function toEvidence({ ref, quote, count, filter }: DraftEvidence): Evidence {
  const line = /^harness:.+:(\d+)$/.exec(ref)?.[1];
  return {
    ref,
    ...(quote ? { quote } : {}),
    ...(count === null ? {} : { count }),
    ...(filter ? { filter: toFilter(filter) } : {}),
    ...(line ? { line: Number(line) } : {}),
  };
}

/** `{"tool.name": "exec_command"}` for what is equal, `{"input.value": {"contains": "curl"}}` for a part of it. */
function toFilter(filter: NonNullable<DraftEvidence["filter"]>): Evidence["filter"] {
  return Object.fromEntries(
    filter.map(({ key, match, value }) => [
      key,
      match === "contains" ? { contains: value } : value,
    ]),
  );
}

/** What a recommendation of its class needs beyond claims that hold. */
function whatIsLacking(draft: DraftRecommendation, claims: readonly Claim[]): string[] {
  const empty = (["title", "change", "validation"] as const).filter(
    (key) => draft[key].trim() === "",
  );
  return [
    ...empty.map((key) => `"${key}" is empty`),
    ...lackingFor(draft.class, claims),
    ...(isInsideHarness(draft.target_file)
      ? []
      : [`target_file ${draft.target_file ?? ""} lies outside the harness folder`]),
  ];
}

function isInsideHarness(path: string | null): boolean {
  if (path === null) return true;
  return path !== "" && !/^[/\\~]|^[A-Za-z]:|\\/.test(path) && !path.split("/").includes("..");
}
