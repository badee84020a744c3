import { z } from "zod";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";

/** A span with the agent it belongs to, in the order of the run. */
export interface RunStep {
  span: RunSpan;
  agent: string;
  /** Tool name of a function span, else empty. */
  tool: string;
  /** What a record says; fields are empty for other spans. */
  record: { decision: string; basis: string; remark: string; figure?: number; reference?: string };
}

const text = z.string().catch("");
const DeskRecord = z
  .object({
    decision: text,
    basis: text,
    remark: text,
    figure: z.number().optional().catch(undefined),
    reference: z.string().optional().catch(undefined),
  })
  .catch({ decision: "", basis: "", remark: "" });

/** The steps of a settled run. */
export function runSteps({ spans }: RunTrace): RunStep[] {
  const agents = new Map(
    spans.filter(({ type }) => type === "agent").map((span) => [span.id, nameOf(span)]),
  );
  return spans.map((span) => ({
    span,
    agent: span.type === "agent" ? nameOf(span) : (agents.get(span.parentId ?? "") ?? ""),
    tool: span.type === "function" ? nameOf(span) : "",
    record: recordOf(span),
  }));
}

function nameOf(span: RunSpan): string {
  return text.parse(span.data["name"]);
}

function recordOf(span: RunSpan): RunStep["record"] {
  const { figure, reference, ...words } = DeskRecord.parse(
    span.type === "function" ? jsonOf(text.parse(span.data["output"])) : {},
  );
  return {
    ...words,
    ...(figure === undefined ? {} : { figure }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
}
