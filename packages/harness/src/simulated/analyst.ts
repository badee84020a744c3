import type { ReplyItem, ScriptedModel } from "@loopwright/core/model";
import { writeAnswer } from "./answer.ts";
import { draftOf, memoBody } from "./artifacts/index.ts";
import { steps } from "./steps.ts";
import { latestReport, validationCommands } from "./validation.ts";
import { conclude, takeStock, type Work } from "./work.ts";

export interface SimulatedAnalystOptions {
  /** Chance, between 0 and 1, that a rule it was given is forgotten in a conversation. Default 0.08. */
  lapseRate?: number;
}

/**
 * A scripted diligence analyst. It sees its request and nothing else: it lists and reads the files of the data
 * root with the shell tool, works out its figures from what was printed, writes the artifacts that the
 * instructions ask for, runs the runtime tools, mends what they report, and answers. It has bad habits, each of
 * which a clear rule in instructions or guidance switches off, and now and then it forgets a rule.
 *
 * @example createSimulator({ models: { "sim-analyst": simulatedAnalyst() }, seed: "42" })
 */
export function simulatedAnalyst({
  lapseRate = 0.08,
}: SimulatedAnalystOptions = {}): ScriptedModel {
  return (request, context) => {
    if (!request.tools.some(({ name }) => name === "exec_command")) return withoutShell();
    const work = takeStock(request, context, { lapseRate });
    for (const step of steps) {
      const calls = step(work);
      if (calls.length > 0) return calls;
    }
    return [{ type: "text", text: finalAnswer(work) }];
  };
}

function withoutShell(): ReplyItem[] {
  return [
    {
      type: "text",
      text: "I cannot open the data room: no shell tool is offered, so the answer is unknown.",
    },
  ];
}

function finalAnswer(work: Work): string {
  const draft = draftOf(work, conclude(work), true);
  const answer = writeAnswer({ plan: draft.plan, habits: work.habits });
  return [answer, ...memoPart(), closing(work)].filter((part) => part !== "").join("\n\n");

  function memoPart(): string[] {
    if (!work.asked.memo) return [];
    return work.habits.has("memo_by_reference")
      ? [`The memo is in \`${work.brief.writableRoot}/\`.`]
      : [`# Investment memo\n\n${memoBody(draft)}`];
  }
}

/** What was left behind, and what the checks said about it. */
function closing({ brief, conversation }: Work): string {
  if (brief.artifacts.length === 0) return "";
  const reports = validationCommands(brief).flatMap(
    (command) => latestReport(conversation, command) ?? [],
  );
  const files = `The ${brief.artifacts.length} required files are in \`${brief.writableRoot}/\``;
  if (reports.length === 0) return `${files}.`;
  const problems = reports.flatMap((report) => (report.passed ? [] : report.problems));
  return problems.length === 0
    ? `${files}; the checks passed.`
    : `${files}. The checks still report ${problems.length} point${problems.length > 1 ? "s" : ""}, the first being: ${problems[0]}.`;
}
