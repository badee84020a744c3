import type { ScriptedRequest } from "@loopwright/core/model";

/** The two texts a verdict needs. */
export interface Grading {
  rubric: string;
  answer: string;
}

/**
 * Finds rubric and answer in a grading request, by reading it: between marker lines whose code the message
 * announces, or in Promptfoo's own `<Output>` and `<Rubric>` tags. Undefined when the message holds neither.
 */
export function readJudgeRequest(request: ScriptedRequest): Grading | undefined {
  const text = firstUserText(request);
  return readMarked(text) ?? readTagged(text);
}

/** Later user messages only ask to repair the reply. */
function firstUserText({ items }: ScriptedRequest): string {
  const message = items.find((item) => item.type === "message" && item.role === "user");
  return message?.type === "message" ? message.text : "";
}

function readMarked(text: string): Grading | undefined {
  const code = /^Marker code: (\S+)$/m.exec(text)?.[1];
  if (code === undefined) return undefined;
  const rubric = between(text, `<<<rubric ${code}>>>\n`, `\n<<<end rubric ${code}>>>`);
  const answer = between(text, `<<<answer ${code}>>>\n`, `\n<<<end answer ${code}>>>`);
  return rubric === undefined || answer === undefined ? undefined : { rubric, answer };
}

function between(text: string, open: string, close: string): string | undefined {
  const from = text.indexOf(open);
  const to = text.indexOf(close, from);
  return from < 0 || to < 0
    ? undefined
    : text.slice(from + open.length, Math.max(from + open.length, to));
}

/** The rubric comes last, so tags of the same name inside the output are told apart by place. */
function readTagged(text: string): Grading | undefined {
  const rubricAt = text.lastIndexOf("<Rubric>");
  const outputAt = text.indexOf("<Output>");
  if (rubricAt < 0 || outputAt < 0) return undefined;
  const rubric = text.slice(rubricAt + "<Rubric>".length, text.lastIndexOf("</Rubric>"));
  const answer = text.slice(outputAt + "<Output>".length, text.lastIndexOf("</Output>", rubricAt));
  return { rubric: rubric.trim(), answer: answer.trim() };
}
