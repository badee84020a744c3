import type { ScriptedModel, ScriptedRequest } from "@loopwright/core/model";
import { seededRandom } from "@loopwright/core/statistics";
import { hasFault, isBroken } from "./review-statements.ts";
import { readRun } from "./reviewed-run.ts";

export interface SimulatedGraderOptions {
  /** Share of faulty runs that all graders overlook: some records are hard to read. Default 0.02. */
  missRate?: number;
  /** Share of what is broken that a grader overlooks, each for itself. Default 0.3. */
  overlookRate?: number;
  /** Share of sound rubrics that a grader fails, each for itself. Default 0.023: 11% of sound runs with five. */
  falseAlarmRate?: number;
}

/**
 * A scripted grader of order runs. It reads rubric and digest out of a grading request, holds each statement of
 * the rubric against the facts and records of the digest, and errs as graders do: some faults are missed, some
 * sound runs are failed, and scores of passed and failed runs overlap. Which ones depends on seed and texts.
 *
 * @example createSimulator({ models: { "sim-order-grader": simulatedGrader() } })
 */
export function simulatedGrader({
  missRate = 0.02,
  overlookRate = 0.3,
  falseAlarmRate = 0.023,
}: SimulatedGraderOptions = {}): ScriptedModel {
  return (request, { seed }) => {
    const { rubric, digest } = readGrading(request);
    const run = readRun(digest);
    const statements = rubric.split("\n").filter((line) => /^\d+\. /.test(line));
    const broken = statements.filter((statement) => isBroken(statement, run));
    const own = seededRandom(`${seed}:${run.orderId}:${rubric}`);
    const overlooked =
      seededRandom(`${seed}:${run.orderId}`).next() < missRate || own.next() < overlookRate;
    const alarmed = own.next() < falseAlarmRate;
    const failed = hasFault(run) ? broken.length > 0 && !overlooked : alarmed;
    const score =
      Math.round((failed ? 0.45 + own.next() * 0.5 : 0.8 + own.next() * 0.2) * 100) / 100;
    const reason = own.pick(failed ? doubts : approvals);
    return [{ type: "text", text: JSON.stringify({ reason, pass: !failed, score }) }];
  };
}

/** Graders say little about why, and much the same whatever they found. */
const doubts = [
  "One statement does not hold on the record.",
  "What was looked up and what was put on record do not agree.",
  "A step that the rubric asks for is in doubt.",
  "The record does not bear out the decision in one point.",
] as const;

const approvals = [
  "Each statement holds or does not apply.",
  "The record bears out the decision.",
  "Nothing on the record speaks against the rubric.",
  "No strong objection; the steps fit the facts.",
] as const;

function readGrading({ items }: ScriptedRequest): { rubric: string; digest: string } {
  const text = items.flatMap((item) => (item.type === "message" ? [item.text] : [])).join("\n");
  const part = (name: string) =>
    new RegExp(`<<<${name} (\\w+)>>>\\n([\\s\\S]*?)\\n<<<end ${name} \\1>>>`).exec(text)?.[2] ?? "";
  return { rubric: part("rubric"), digest: part("answer") };
}
