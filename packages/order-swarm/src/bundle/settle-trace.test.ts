import { describe, expect, it } from "vitest";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";
import { settleTrace } from "./settle-trace.ts";

function span(
  id: string,
  type: string,
  parentId: string | null,
  data: RunSpan["data"] = {},
): RunSpan {
  const time = "2030-01-01T00:00:00.000Z";
  return { id, type, parentId, startedAt: time, endedAt: time, error: null, data };
}

/** As the SDK reports it: spans as they end, tools in any order. */
const trace: RunTrace = {
  traceId: "trace_1",
  workflowName: "vehicle order",
  groupId: null,
  metadata: {},
  complete: true,
  spans: [
    span("r1", "response", "a", {
      _response: {
        output: [
          { type: "function_call", name: "first", arguments: "{}" },
          { type: "function_call", name: "second", arguments: "{}" },
        ],
      },
    }),
    span("f2", "function", "a", { name: "second", input: "{}" }),
    span("f1", "function", "a", { name: "first", input: "{}" }),
    span("h", "handoff", "a"),
    span("a", "agent", null, { name: "A" }),
    span("r2", "response", "b"),
    span("b", "agent", null, { name: "B" }),
  ],
};
const settle = (label: string) => settleTrace({ trace, label, startsAt: 1_750_000_000_000 });

describe("a settled trace", () => {
  it("stands in the order in which things began, tools as the model called them", () => {
    const names = settle("x").spans.map(({ type, data }) => data["name"] ?? type);
    expect(names).toEqual(["A", "response", "first", "second", "handoff", "B", "response"]);
  });

  it("has ids and times that follow from the label alone", () => {
    expect(settle("x")).toEqual(settle("x"));
    expect(settle("x").spans[0]?.id).not.toBe(settle("y").spans[0]?.id);
    expect(settle("x").spans[0]?.id).toMatch(/^span_[0-9a-f]{24}$/);
  });

  it("keeps parents, and lets each span begin after the one before", () => {
    const { spans } = settle("x");
    expect(spans.map(({ parentId }) => spans.findIndex(({ id }) => id === parentId))).toEqual([
      -1, 0, 0, 0, 0, -1, 5,
    ]);
    const starts = spans.map(({ startedAt }) => startedAt ?? "");
    expect(starts.toSorted()).toEqual(starts);
    expect(starts[0]).toMatch(/^2025-06-15T/);
    for (const { startedAt, endedAt } of spans)
      expect((endedAt ?? "") >= (startedAt ?? "")).toBe(true);
  });

  it("lets tools begin when the model has answered, and the hand-over when the tools have", () => {
    const [, response, first, second, handoff] = settle("x").spans;
    expect((first?.startedAt ?? "") > (response?.endedAt ?? "")).toBe(true);
    const lastTool = [first?.endedAt ?? "", second?.endedAt ?? ""].toSorted().at(-1) ?? "";
    expect((handoff?.startedAt ?? "") > lastTool).toBe(true);
  });
});
