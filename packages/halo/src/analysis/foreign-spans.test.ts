import { describe, expect, it } from "vitest";
import { foreignRun } from "../fixtures/foreign-spans.ts";
import { oneTurn } from "../fixtures/one-turn.ts";
import { analyzeRuns, diagnoseRuns } from "../index.ts";

const { harness } = oneTurn();
const plain = { ...harness, tool_policy: { ...harness.tool_policy, runtime_tools: [] } };
const traceId = (index: number) => index.toString(16).padStart(32, "f");
const timeout = {
  tool: "find_flights",
  input: '{"to":"LIS"}',
  output: '{"error":"GDS 502 for request 81"}',
};

describe.each(["halo", "openinference", "gen_ai"] as const)(
  "spans in the %s convention",
  (convention) => {
    it("show errors, retry loops, repeated and oversized calls of tools with any name", () => {
      const calls = [
        ...Array.from({ length: 3 }, () => timeout),
        { tool: "list_hotels", input: '{"city":"LIS"}', output: "hotel ".repeat(9_000) },
      ];
      const context = foreignRun({ convention, traceId: traceId(1), calls });
      const { patterns } = analyzeRuns({ context, harness: plain });
      expect(patterns).toContainEqual(
        expect.objectContaining({
          kind: "error",
          key: expect.stringMatching(/^find_flights: /),
          count: 3,
        }),
      );
      expect(patterns.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining([
          "retry_loop",
          "repeated_call",
          "oversized_call",
          "messages_unrecorded",
        ]),
      );
    });

    it("tell which run took far more turns, by a count that holds", () => {
      const context = Array.from({ length: 9 }, (_, index) =>
        foreignRun({
          convention,
          traceId: traceId(index + 1),
          calls: [{ tool: "find_flights", input: "{}", output: "one flight" }],
          modelCalls: index === 4 ? 12 : 2,
        }),
      ).flat();
      const { recommendations, evidence } = diagnoseRuns({ context, harness: plain });
      const turns = recommendations.find(({ title }) => title.includes("far more turns"));
      expect(turns?.claims[0]?.about).toBe(traceId(5));
      expect(evidence.verified).toBe(evidence.total);
    });

    it("let the answer be what an agent put out", () => {
      const answer = "Take the train.\nIt costs 40% less.\nThe ride is 3 months of fun for $1.2M.";
      const calls = [{ tool: "read_file", input: "cat data/fares.csv", output: "fare" }];
      const context = foreignRun({
        convention,
        traceId: traceId(1),
        calls,
        answer: `${answer}\nFares fell by 3%.`,
      });
      const { patterns } = analyzeRuns({ context, harness: plain });
      expect(patterns.map(({ kind }) => kind)).toContain("uncited_claims");
    });

    it("give errors without a word to observability", () => {
      const calls = [{ tool: "find_flights", input: "{}", output: "", failed: true }];
      const context = foreignRun({ convention, traceId: traceId(1), calls });
      expect(diagnoseRuns({ context, harness: plain }).recommendations).toContainEqual(
        expect.objectContaining({
          component: "observability",
          title: expect.stringContaining("Error running tool"),
        }),
      );
    });
  },
);
