import type { BehaviorPattern, SpanRecord } from "@loopwright/core";
import { refuseRepeatedIds } from "./repeated-ids.ts";
import { patternSpan } from "./signal-spans.ts";
import { ownTraceId } from "./synthetic-span.ts";
import { firstText, latestEnd } from "./trace-place.ts";

export interface AddPatternsOptions {
  /** What `buildContext` returned, or the same read back from its file. */
  context: readonly SpanRecord[];
  /** What macro evals found: the entries of `patterns.json`. */
  patterns: readonly BehaviorPattern[];
}

/**
 * A context with the behaviours that macro evals found over these runs or over a greater population, in place of
 * those that it held before. They share one trace of their own.
 *
 * @throws LoopError `bad_input` when two patterns share an id
 * @example addPatterns({ context, patterns: await readJson("patterns.json", z.array(BehaviorPattern)) })
 */
export function addPatterns({ context, patterns }: AddPatternsOptions): SpanRecord[] {
  refuseRepeatedIds({ "pattern id": patterns.map((pattern) => pattern.id) });
  const others = context.filter((span) => span.name !== "macro_eval.pattern");
  const place = {
    traceId: ownTraceId(["macro_eval.patterns", ...patterns.map(({ id }) => id)]),
    parentSpanId: "",
    time: latestEnd(others) ?? "1970-01-01T00:00:00.000000000Z",
    resource: others[0]?.resource ?? { attributes: { "service.name": "loopwright" } },
    projectId: firstText(others, "inference.project_id") ?? "loopwright",
    agentName: firstText(others, "inference.agent_name") ?? "",
  };
  return [...others, ...patterns.map((pattern) => patternSpan(pattern, place))];
}
