import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScriptedModel } from "@loopwright/core/model";
import { seededRandom } from "@loopwright/core/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  journalIdentity,
  openJournal,
  type DiagnoseWithAgentOptions,
  type EngineEvent,
} from "../engine.ts";
import { buildContext, diagnoseRuns } from "../index.ts";
import { simulatedOptimizer } from "../simulated.ts";
import { nothingFound, openEngine, providerOf } from "../fixtures/engine-runs.ts";
import { oneTurn } from "../fixtures/one-turn.ts";

const turn = oneTurn();
const context = buildContext(turn);
const { harness } = turn;
let engine: Awaited<ReturnType<typeof openEngine>>;
let dir = "";

beforeAll(async () => {
  engine = await openEngine(context);
  dir = engine.dir;
});
afterAll(() => engine.close());

function diagnose(model: ScriptedModel, more: Partial<DiagnoseWithAgentOptions> = {}) {
  return engine.diagnose(model, more);
}

const call = (name: string, args: Record<string, string | null | number> = {}) =>
  [{ type: "function_call" as const, name, arguments: args }] as const;

describe("diagnoseWithAgent", () => {
  it("reads by tools, delegates, and words what the analysis found", async () => {
    const events: EngineEvent[] = [];
    const { running, requests } = diagnose(simulatedOptimizer(), {
      onEvent: (event) => events.push(event),
    });
    const { diagnosis, usage, replayed } = await running;
    const plain = diagnoseRuns({ context, harness, simulated: true });
    expect(diagnosis.recommendations).toEqual(plain.recommendations);
    expect(diagnosis.insights.traces.join(" ")).toContain("The model's reading: Trace ");
    expect(diagnosis.evidence.verified).toBe(diagnosis.evidence.total);
    expect(usage.requests).toBe(requests.length);
    expect(replayed).toBe(0);
    const called = events.filter((event) => event.type === "tool_call").map(({ detail }) => detail);
    expect(called).toEqual(
      expect.arrayContaining([
        "get_dataset_overview",
        "get_analysis",
        "search_trace",
        "call_subagent",
      ]),
    );
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index));
    expect(events.some(({ depth, agentId }) => depth === 1 && agentId === "agent-1")).toBe(true);
  });

  it("keeps every finding of the analysis when the model hands in nothing", async () => {
    const { diagnosis } = await diagnose(() => [
      { type: "function_call", name: "final_answer", arguments: nothingFound },
    ]).running;
    expect(diagnosis.recommendations).toEqual(diagnoseRuns({ context, harness }).recommendations);
  });

  it("lets the analysis stand when the model never answers, and says why", async () => {
    const { diagnosis, trouble } = await diagnose(
      () => call("get_dataset_overview", { filters: null }),
      {
        maximumTurns: 3,
      },
    ).running;
    expect(trouble).toContain("Max turns (3)");
    expect(diagnosis.recommendations.length).toBeGreaterThan(0);
  });

  it("counts the turns down in every request", async () => {
    const { running, requests } = diagnose(() => call("get_dataset_overview", { filters: null }), {
      maximumTurns: 4,
    });
    await running;
    const notes = requests.map((request) => {
      const last = request.items.at(-1);
      return last?.type === "message" ? last.text : "";
    });
    expect(notes).toEqual([
      "[turn 1 of 4: 3 left; begin to call final_answer]",
      "[turn 2 of 4: 2 left; begin to call final_answer]",
      "[turn 3 of 4: 1 left; begin to call final_answer]",
      "[turn 4 of 4: the last one; call final_answer now]",
    ]);
  });

  it.each([
    ["model calls", { turns: 3 }, 4],
    ["tokens", { tokens: 1 }, 2],
    ["milliseconds", { wallTime: 0 }, 1],
    ["dollars", { cost: 0.000_001 }, 2],
  ] as const)("stops at its budget of %s after one closing call", async (_what, limits, calls) => {
    const { running, requests } = diagnose(() => call("get_dataset_overview", { filters: null }), {
      limits,
      prices: { input: 1, output: 1 },
    });
    const { trouble } = await running;
    expect(requests).toHaveLength(calls);
    expect(trouble).toContain("budget");
  });

  it("hands out no more tool output than its budget allows", async () => {
    const { running, requests } = diagnose(simulatedOptimizer(), { limits: { toolBytes: 10 } });
    await running;
    const outputs =
      requests.at(-1)?.items.filter((item) => item.type === "function_call_output") ?? [];
    expect(outputs.length).toBeGreaterThan(0);
    for (const item of outputs) expect(item.output).toContain("budget of tool output is used up");
  });

  it("does not deadlock when more agents delegate at once than may run", async () => {
    const deep: ScriptedModel = (request) => {
      const canDelegate = request.tools.some(({ name }) => name === "call_subagent");
      const answered = request.items.some((item) => item.type === "function_call_output");
      if (canDelegate && !answered)
        return Array.from({ length: 3 }, (_, index) => ({
          type: "function_call" as const,
          name: "call_subagent",
          arguments: {
            input: `question ${index} below ${request.items.length}: ${JSON.stringify(request.items[0])}`,
          },
        }));
      return request.tools.some(({ name }) => name === "final_answer")
        ? simulatedOptimizer()(request, { seed: "" })
        : [{ type: "text", text: "done" }];
    };
    const events: EngineEvent[] = [];
    await diagnose(deep, {
      maximumParallel: 1,
      maximumDepth: 2,
      onEvent: (event) => events.push(event),
    }).running;
    const agents = new Set(
      events.filter((event) => event.type === "finished").map((event) => event.agentId),
    );
    expect(agents.size).toBeGreaterThanOrEqual(1 + 3 + 9);
  });

  it("sends what does not hold back once, and drops what still does not", async () => {
    let asked = 0;
    const stubborn: ScriptedModel = () => {
      asked += 1;
      const own = {
        based_on: null,
        component: "prompt",
        class: "implementation_or_observability_defect",
        title: "An invention",
        change: "Do this.",
        target_file: null,
        impact: "high",
        confidence: "high",
        effort: "low",
        validation: "See.",
        claims: [
          {
            text: "It happened.",
            about: turn.runs[0]?.trace_id ?? "",
            evidence: [{ ref: "span:ffffffffffffffff", quote: null, count: null, filter: null }],
          },
        ],
      };
      return [
        {
          type: "function_call",
          name: "final_answer",
          arguments: { ...nothingFound, recommendations: [own] },
        },
      ];
    };
    const { diagnosis } = await diagnose(stubborn).running;
    expect(asked).toBe(2);
    expect(diagnosis.refused).toContainEqual({
      title: "An invention",
      reason: expect.stringContaining("no such thing"),
    });
    expect(diagnosis.recommendations.map((one) => one.title)).not.toContain("An invention");
  });

  it("fails when the endpoint does, so that it can be resumed", async () => {
    const file = join(dir, "failing.jsonl");
    const identity = journalIdentity({ context, harness, model: "model" });
    const { modelProvider } = providerOf(simulatedOptimizer());
    let calls = 0;
    const failing = {
      getModel: async (name?: string) => {
        const model = await modelProvider.getModel(name);
        return {
          getResponse: async (request: Parameters<typeof model.getResponse>[0]) => {
            calls += 1;
            if (calls > 2) throw Object.assign(new Error("no quota"), { status: 403 });
            return model.getResponse(request);
          },
          getStreamedResponse: model.getStreamedResponse.bind(model),
        };
      },
    };
    const journal = await openJournal({ file, identity });
    await expect(
      diagnose(simulatedOptimizer(), { modelProvider: failing, journal }).running,
    ).rejects.toMatchObject({
      code: "model_refused",
      message: expect.stringContaining("no quota"),
    });
    const again = { journal: await openJournal({ file, identity }) };
    expect((await diagnose(simulatedOptimizer(), again).running).replayed).toBe(2);
  });

  it("stops when it is aborted", async () => {
    const stop = new AbortController();
    const { running } = diagnose(
      (request) => {
        stop.abort();
        return simulatedOptimizer()(request, { seed: "" });
      },
      { signal: stop.signal },
    );
    await expect(running).rejects.toThrow(/abort/i);
  });
});

describe("a journal", () => {
  const identity = journalIdentity({ context, harness, model: "model" });

  it("cut off at any byte lets a diagnosis end the same, without a finished call made again", async () => {
    const whole = join(dir, "whole.jsonl");
    const undisturbed = await diagnose(simulatedOptimizer(), {
      journal: await openJournal({ file: whole, identity }),
    }).running;
    const bytes = await readFile(whole);
    const total = undisturbed.usage.requests;
    const random = seededRandom("kill moments");
    for (let moment = 0; moment < 15; moment++) {
      const file = join(dir, `killed-${moment}.jsonl`);
      const kept = random.integer(0, bytes.length);
      await writeFile(file, bytes);
      await truncate(file, kept);
      const finished = Math.max(0, bytes.subarray(0, kept).toString("utf8").split("\n").length - 2);
      const { running, requests } = diagnose(simulatedOptimizer(), {
        journal: await openJournal({ file, identity }),
      });
      const resumed = await running;
      expect(resumed.diagnosis).toEqual(undisturbed.diagnosis);
      expect(resumed.replayed).toBe(finished);
      expect(requests).toHaveLength(total - finished);
      expect(resumed.usage).toEqual(undisturbed.usage);
    }
  });

  it("goes on after an abort in the middle of a call", async () => {
    const file = join(dir, "aborted.jsonl");
    for (const after of [1, 2, 4]) {
      const stop = new AbortController();
      let calls = 0;
      const { running } = diagnose(
        (request) => {
          calls += 1;
          if (calls > after) stop.abort();
          return simulatedOptimizer()(request, { seed: "" });
        },
        { signal: stop.signal, journal: await openJournal({ file, identity }) },
      );
      await running.catch(() => {});
    }
    const { running } = diagnose(simulatedOptimizer(), {
      journal: await openJournal({ file, identity }),
    });
    const resumed = await running;
    expect(resumed.replayed).toBeGreaterThan(0);
    expect(resumed.diagnosis).toEqual((await diagnose(simulatedOptimizer()).running).diagnosis);
  });

  it("of another diagnosis is begun anew", async () => {
    const file = join(dir, "other.jsonl");
    await diagnose(simulatedOptimizer(), { journal: await openJournal({ file, identity }) })
      .running;
    expect((await openJournal({ file, identity })).entries().length).toBeGreaterThan(3);
    expect((await openJournal({ file, identity: "another" })).entries()).toEqual([]);
  });
});
