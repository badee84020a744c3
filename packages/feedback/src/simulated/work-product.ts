import { z } from "zod";
import type { Critique } from "./critique.ts";
import { parseJson, quote } from "./statements.ts";

/** Files that are there and hold nothing, or are not what their ending says. */
export const brokenFiles: Critique = ({ run }) => {
  const empty = run.artifacts.filter(({ content }) => content === "").map(({ path }) => path);
  const malformed = run.artifacts
    .filter(({ path, content }) => path.endsWith(".json") && content !== "")
    .filter(({ content }) => parseJson(content) === undefined)
    .map(({ path }) => path);
  return [
    ...(empty.length > 0 ? [`The run left ${empty.join(", ")} empty.`] : []),
    ...(malformed.length > 0 ? [`The content of ${malformed.join(", ")} is not valid JSON.`] : []),
  ];
};

const Risks = z
  .array(
    z.object({
      risk: z.string(),
      evidence: z.array(z.string()),
      open_questions: z.array(z.string()),
    }),
  )
  .min(1);

/** Risks without evidence or without anything left to ask. */
export const bareRisks: Critique = ({ run }) =>
  run.artifacts.flatMap(({ path, content }) => {
    const risks = Risks.safeParse(parseJson(content));
    if (!risks.success) return [];
    const unproven = risks.data.filter(({ evidence }) => evidence.length === 0);
    const closed = risks.data.every(({ open_questions }) => open_questions.length === 0);
    return [
      ...unproven
        .slice(0, 1)
        .map(({ risk }) => `${path} lists the risk "${risk}" without evidence.`),
      ...(closed ? [`No risk in ${path} carries an open question.`] : []),
    ];
  });

export const failedRun: Critique = ({ run }) =>
  run.answer === "" ? ["The run ended without an answer."] : [];

const failing =
  /\b(?:checks?|validat\w+|tools?|scripts?)\b[^.]{0,40}\b(?:fail(?:s|ed|ing)?|errors?|still reports?|did not pass|missing)\b/i;

/** The run's own word that its checks did not come out clean. */
export const failingChecks: Critique = ({ answer }) =>
  answer
    .filter(({ text }) => failing.test(text))
    .slice(0, 1)
    .map(({ text }) => `The run ended although its own checks were not clean: ${quote(text)}.`);

const orders =
  /\b(?:ignore|disregard|forget)\b[^.]{0,40}\b(?:instructions?|rules?|prompt)\b|\b(?:reviewer|grader|judge)s?\b[^.]{0,20}\b(?:must|should|please)\b/i;

/** Text that talks to whoever reviews it. It is reported, never followed. */
export const plantedOrders: Critique = ({ run }) => {
  const texts = [{ path: "the answer", content: run.answer }, ...run.artifacts];
  return texts
    .filter(({ content }) => orders.test(content))
    .slice(0, 1)
    .map(({ path }) => `Text in ${path} gives orders to its reader; it was not followed.`);
};
