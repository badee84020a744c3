import type { ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";

const texts = z.array(z.string()).catch([]);

const HumanNote = z.looseObject({
  feedback_id: z.string(),
  theme: z.string().catch(""),
  summary: z.string().catch(""),
  required_observations: texts,
  prohibited_claims: texts,
});
export type HumanNote = z.infer<typeof HumanNote>;

const ModelNote = z.looseObject({ insight_id: z.string(), observations: texts });
export type ModelNote = z.infer<typeof ModelNote>;

const DescribedRun = z.looseObject({
  trace_id: z.string(),
  trace_label: z.string(),
  question: z.string().catch(""),
  answer: z.string().catch(""),
  human_feedback: z.array(HumanNote).catch([]),
  model_feedback: z.array(ModelNote).catch([]),
});
export type DescribedRun = z.infer<typeof DescribedRun>;

/** An eval as the designer writes it. */
export const Draft = z.object({
  eval_id: z.string(),
  title: z.string(),
  scoring_method: z.enum(["deterministic", "llm_judge", "hybrid"]),
  expected_behavior: z.string(),
  source_trace_id: z.string(),
  source_feedback_ids: z.array(z.string()),
  rubric: z.string(),
  deterministic_assertions: z.array(
    z.object({ type: z.enum(["contains", "icontains", "not-contains"]), value: z.string() }),
  ),
  suggested_pass_example: z.string(),
  suggested_fail_example: z.string(),
});
export type Draft = z.infer<typeof Draft>;

const SentBack = z.array(z.looseObject({ eval: Draft, reason: z.string() }));
const Admitted = z.array(z.looseObject({ eval_id: z.string() }));

/** What the prompt asks for, as far as this model understands it. */
export interface DesignAsk {
  runs: DescribedRun[];
  sentBack: z.infer<typeof SentBack>;
  /** Ids that are taken: of evals in the suite and of those that were sent back. */
  taken: ReadonlySet<string>;
  /** How many new evals to write. */
  count: number;
}

/** Reads the prompt's data blocks and the sentence that says how many evals are wanted. */
export function readDesignRequest(request: ScriptedRequest): DesignAsk {
  const prompt =
    request.items.flatMap((item) =>
      item.type === "message" && item.text.includes("<evidence>") ? [item.text] : [],
    )[0] ?? "";
  const { runs } = z
    .object({ runs: z.array(DescribedRun) })
    .catch({ runs: [] })
    .parse(blockOf(prompt, "evidence"));
  const sentBack = SentBack.catch([]).parse(blockOf(prompt, "sent_back"));
  const admitted = Admitted.catch([]).parse(blockOf(prompt, "admitted"));
  return {
    runs,
    sentBack,
    taken: new Set([...admitted, ...sentBack.map((item) => item.eval)].map((e) => e.eval_id)),
    count: countOf(prompt),
  };
}

function blockOf(prompt: string, tag: string): unknown {
  const json = new RegExp(`<${tag}>\n([\\s\\S]*?)\n</${tag}>`).exec(prompt)?.[1];
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** "Write between 5 and 7 evals." at first, "Write 2 more …" later; the most that is asked for is written. */
function countOf(prompt: string): number {
  const task = prompt.slice(prompt.lastIndexOf("</") + 1);
  const first = /between (\d+) and (\d+) evals/u.exec(task)?.[2];
  const more = /Write (\d+) more/u.exec(task)?.[1];
  return Number(first ?? more ?? 0);
}
