import { expect, it } from "vitest";
import type { RunSpan } from "../swarm/captured-run.ts";
import { withNewMessages } from "./new-messages.ts";

function call(id: string, input: string[]): RunSpan {
  const items = input.map((content) => ({ role: "user", content }));
  const response = { id, model: "m", instructions: "long", tools: ["long"], output: [], usage: {} };
  return {
    id,
    parentId: null,
    startedAt: null,
    endedAt: null,
    error: null,
    type: "response",
    data: { _input: items, _response: response },
  };
}

it("keeps of each model call the messages that no earlier call held", () => {
  const spans = [call("1", ["order", "note 1"]), call("2", ["order", "note 1", "note 2"])];
  const slim = withNewMessages({
    traceId: "t",
    workflowName: null,
    groupId: null,
    metadata: {},
    complete: true,
    spans,
  });
  expect(slim.spans.map(({ data }) => data["_input"])).toEqual([
    [
      { role: "user", content: "order" },
      { role: "user", content: "note 1" },
    ],
    [{ role: "user", content: "note 2" }],
  ]);
  expect(slim.spans[0]?.data["_response"]).toEqual({ id: "1", model: "m", output: [], usage: {} });
});
