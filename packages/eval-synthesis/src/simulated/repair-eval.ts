import { prohibitionOf } from "../rubric-sentence.ts";
import { failExample, fulfilment, neutralExample } from "./examples.ts";
import type { DescribedRun, Draft } from "./read-request.ts";

/** Mends a draft by the reason for which it was sent back; nothing when it is better left out. */
export function repairEval(
  { eval: draft, reason }: { eval: Draft; reason: string },
  runs: readonly DescribedRun[],
): Draft | undefined {
  const run = runs.find(({ trace_id }) => trace_id === draft.source_trace_id);
  if (!run || /same behaviour|suite is full/u.test(reason)) return undefined;
  if (/is taken/u.test(reason)) return { ...draft, eval_id: `${draft.eval_id}-again` };
  const literal = /contains\b|asked for and banned|assertion/u.test(reason);
  // Where only the literals are at fault, the rubric stays as it is.
  const pass = reason.includes("suggested_pass_example") && !/\bfailed i?contains\b/u.test(reason);
  const fail = /suggested_fail_example|an answer that makes/u.test(reason);
  const mended = literal || pass ? withoutLiterals(draft) : draft;
  const rewritten = pass ? withPlainExample(mended, reason) : mended;
  const strict = reason.includes("an answer that makes") ? withBans(rewritten, run) : rewritten;
  return fail ? withClearFailure(strict, run) : strict;
}

function withoutLiterals(draft: Draft): Draft {
  return draft.rubric === ""
    ? draft
    : { ...draft, scoring_method: "llm_judge", deterministic_assertions: [] };
}

/**
 * An example that says back what the rubric asks for. When it did so already, the rubric asks for something that
 * cannot be met as it stands: what the reason points at is dropped, or all but the first demand.
 */
function withPlainExample(draft: Draft, reason: string): Draft {
  const lines = draft.rubric.split("\n");
  const demands = lines.filter((line) => !/^The answer must not\b/u.test(line));
  if (demands.length === 0) return { ...draft, suggested_pass_example: neutralExample };
  if (saidBack(demands) !== draft.suggested_pass_example)
    return { ...draft, suggested_pass_example: saidBack(demands) };
  const blamed = demands.filter(
    (line) => isNamed(line, reason) || isNamed(fulfilment(line), reason),
  );
  const kept =
    blamed.length > 0 ? demands.filter((line) => !blamed.includes(line)) : demands.slice(0, 1);
  if (kept.length === 0 || kept.length === demands.length) return draft;
  const rubric = lines.filter((line) => kept.includes(line) || !demands.includes(line));
  return {
    ...draft,
    rubric: rubric.join("\n"),
    expected_behavior: rubric.join(" "),
    suggested_pass_example: saidBack(kept),
  };
}

function saidBack(demands: readonly string[]): string {
  return demands.map(fulfilment).join(" ");
}

function isNamed(sentence: string, reason: string): boolean {
  return reason.includes(sentence.replace(/[.。]$/u, ""));
}

/** A rubric that lets prohibited claims pass has to rule them out itself. */
function withBans(draft: Draft, run: DescribedRun): Draft {
  const bans = run.human_feedback
    .filter((note) => draft.source_feedback_ids.includes(note.feedback_id))
    .flatMap((note) => note.prohibited_claims.map(prohibitionOf))
    .filter((ban) => !draft.rubric.includes(ban));
  const rubric = [draft.rubric, ...bans].filter(Boolean);
  return {
    ...draft,
    scoring_method: draft.deterministic_assertions.length > 0 ? "hybrid" : "llm_judge",
    rubric: rubric.join("\n"),
    expected_behavior: [draft.expected_behavior, ...bans].join(" "),
  };
}

function withClearFailure(draft: Draft, run: DescribedRun): Draft {
  const claims = run.human_feedback.flatMap((note) => note.prohibited_claims);
  const example = failExample(claims);
  const silent = failExample([]);
  return {
    ...draft,
    suggested_fail_example:
      example === draft.suggested_fail_example && !draft.rubric.includes("must not")
        ? silent
        : example,
  };
}
