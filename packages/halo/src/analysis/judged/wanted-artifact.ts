import type { HarnessConfig } from "@loopwright/core";
import { citing } from "../../evidence/quotable.ts";
import { linesOf } from "../../evidence/citables.ts";
import type { Problem } from "../problem.ts";

const written =
  /\b(?:writes?|written|leaves?|left|produces?d?|saves?d?|delivers?|hands? in|creates?d?|ships?|keeps?)\b/i;

/** The file that a run is wished to write, by its name; undefined when the wish is about something else. */
export function artifactWantedIn(wish: string): string | undefined {
  if (!written.test(wish)) return undefined;
  return /(?<![\w/.-])[\w-]+\.(?:json|jsonl|csv|md|txt|html|xlsx|pdf|ya?ml)\b/.exec(wish)?.[0];
}

/**
 * A wish for a file that the harness's contract does not require is settled by the contract: no wording of a rule
 * makes a run leave what nobody checks for.
 */
export function settledByContract(problem: Problem, harness: HarnessConfig): Problem {
  const artifact = problem.wish.wants.map(artifactWantedIn).find((one) => one !== undefined);
  const place = contractLine(harness);
  if (artifact === undefined || !place) return problem;
  if (harness.required_artifacts.some(({ path }) => path === artifact)) return problem;
  return {
    ...problem,
    claims: [
      ...problem.claims,
      {
        text: `The contract begins here and requires ${harness.required_artifacts.length} artifacts, this one not among them.`,
        about: place.path,
        evidence: [citing(`harness:${place.path}:${place.line}`, place.quote)],
      },
    ],
    settled: {
      class: "missing_requirement",
      component: "artifact_schema",
      verb: "Require",
      change: `Add ${artifact} to required_artifacts in ${place.path}, with a description and, for JSON or CSV, its fields, so that a run without it does not pass for complete.`,
      targetFile: place.path,
    },
  };
}

function contractLine({ files }: HarnessConfig) {
  for (const { path, content } of files) {
    if (!/^[^/]+\.ya?ml$/.test(path)) continue;
    const lines = linesOf(content);
    const index = lines.findIndex((line) => /^\s*required_artifacts:/.test(line));
    if (index >= 0) return { path, line: index + 1, quote: (lines[index] ?? "").trim() };
  }
  return undefined;
}
