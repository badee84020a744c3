import { sdkTraceIdOf, traceIdOf, type AgentRun, type HumanFeedback } from "@loopwright/core";
import { generateDataroom, questionBank, type PlantedConflict } from "@loopwright/dataroom";
import type { Finding } from "./right-answers.ts";

/** A question about a generated company, with what the answer key says of it. */
export interface Subject {
  run: AgentRun;
  feedback: HumanFeedback;
  findings: readonly (Finding & { kind: string })[];
}

/** Most conflicts that one reviewer asks for in one answer. */
const conflictsEach = 3;

/** Five questions of a seeded company: a hurried run of each, and what a reviewer who knows the key says. */
export function subjectsOf(seed: string): { subjects: Subject[]; names: string[] } {
  const dataroom = generateDataroom({ seed });
  const { conflicts } = dataroom.answerKey;
  const asked = questionBank()
    .map((question) => ({
      question,
      touched: apart(
        conflicts.filter(({ questions }) => questions.includes(question.number)),
      ).slice(0, conflictsEach),
    }))
    .filter(({ touched }) => touched.length > 0)
    .sort((a, b) => rank(a.question.number) - rank(b.question.number))
    .slice(0, 5);
  return {
    names: namesIn(conflicts),
    subjects: asked.map(({ question, touched }, index) => subjectOf(question.text, touched, index)),
  };
}

/**
 * Conflicts that share no figure or date: where two findings say the same in part, one that is spoiled would still
 * be stated by its neighbour, and the answer would not be wrong.
 */
function apart(conflicts: readonly PlantedConflict[]): PlantedConflict[] {
  const kept: PlantedConflict[] = [];
  const valuesOf = ({ right }: PlantedConflict) =>
    right.match(/\d{4}-\d{2}(?:-\d{2})?|\d+(?:\.\d+)?(?![\d-])/gu) ?? [];
  for (const conflict of conflicts) {
    const taken = new Set(kept.flatMap(valuesOf));
    if (!valuesOf(conflict).some((value) => taken.has(value))) kept.push(conflict);
  }
  return kept;
}

/** The default questions first, then the others. */
function rank(number: number): number {
  const place = [1, 2, 3, 5, 7].indexOf(number);
  return place < 0 ? 10 + number : place;
}

function subjectOf(question: string, touched: readonly PlantedConflict[], index: number): Subject {
  const label = `trace-${String(index + 1).padStart(2, "0")}`;
  const run: AgentRun = {
    trace_id: traceIdOf(label),
    sdk_trace_id: sdkTraceIdOf(label),
    trace_label: label,
    question,
    answer: touched.map(({ tempting }) => tempting).join(" "),
    output_dir: `traces/${label}`,
    mode: "simulated",
    status: "completed",
    artifacts: [],
    harness_version: "v001",
    harness_hash: "0".repeat(64),
    usage: { requests: 1, input_tokens: 1, output_tokens: 1 },
    seconds: 1,
  };
  return {
    run,
    feedback: {
      feedback_id: `human-${label}`,
      trace_id: run.trace_id,
      trace_label: label,
      question,
      source_type: "human_feedback",
      theme: touched[0]?.kind ?? "review",
      summary: "The answer takes the first reading that offers itself.",
      required_observations: touched.map(({ right }) => right),
      prohibited_claims: touched.map(({ tempting }) => tempting),
    },
    findings: touched.map(({ right, tempting, sources, kind }) => ({
      right,
      tempting,
      kind,
      files: [...new Set(sources.map(({ file }) => file))],
    })),
  };
}

/** Names of two capitalised words that the key's readings hold. */
function namesIn(conflicts: readonly PlantedConflict[]): string[] {
  const found = conflicts.flatMap(({ right }) =>
    [...right.matchAll(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)? [A-Z][a-z]+\b/gu)].map(([name]) => name),
  );
  return [...new Set(found)];
}
