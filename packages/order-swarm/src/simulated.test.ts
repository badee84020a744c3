import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReplyItem, RequestItem, ScriptedRequest } from "@loopwright/core/model";
import { describe, expect, it } from "vitest";
import { simulatedGrader, simulatedSwarm } from "./simulated.ts";
import { deskInstructions } from "./swarm/instructions.ts";

const swarm = simulatedSwarm();
const order = "Order ORD-1 of 2025-08-01\nTopics flagged at intake: supply";
const note =
  "Case note 3: OrderOrchestratorAgent to AllocationAgent; status open; supply is checked";
const tools = [
  "read_stock_levels",
  "read_allocation_pools",
  "read_order",
  "reserve_components",
  "transfer_to_OrderOrchestratorAgent",
].map((name) => ({ type: "function" as const, name }));

function request(instructions: string, answers: Record<string, unknown>): ScriptedRequest {
  const messages: RequestItem[] = [order, note].map((text) => ({
    type: "message",
    role: "user",
    text,
  }));
  const calls = Object.entries(answers).flatMap(([name, value], index): RequestItem[] => [
    { type: "function_call", callId: `c${index}`, name, arguments: "{}" },
    { type: "function_call_output", callId: `c${index}`, output: JSON.stringify(value) },
  ]);
  return { model: "m", instructions, items: [...messages, ...calls], tools };
}

const short = {
  read_stock_levels: { needed: 20, on_hand: 6, inbound: 16, inbound_confirmed: false },
  read_allocation_pools: { equivalent_part: "Orlan equivalent" },
};
const standing = deskInstructions("allocation", new Set());
const reply = async (instructions: string, answers: Record<string, unknown>) =>
  swarm(request(instructions, answers), { seed: "1" });
const decisionOf = (items: readonly ReplyItem[]) =>
  items.flatMap((item) => (item.type === "function_call" ? [item.arguments["decision"]] : []))[0];

describe("a scripted desk", () => {
  it("reads first, with the tools that its instructions name", async () => {
    const items = await reply(standing, {});
    expect(items.map((item) => (item.type === "function_call" ? item.name : ""))).toEqual([
      "read_stock_levels",
      "read_allocation_pools",
      "read_order",
    ]);
  });

  it("decides from what tools answered", async () => {
    const full = { ...short, read_stock_levels: { needed: 20, on_hand: 40 } };
    expect(decisionOf(await reply(standing, full))).toBe("proceed");
    expect(decisionOf(await reply(standing, short))).toBe("substitute");
    const none = { ...short, read_allocation_pools: { equivalent_part: "none" } };
    expect(decisionOf(await reply(standing, none))).toBe("hold");
  });

  it("heeds a duty in other words, and not one that is missing", async () => {
    const worded = standing.replace(
      /Count before you reserve[^\n]*/,
      "If what is there does not cover the order, take an equivalent part or hold.",
    );
    expect(worded).not.toBe(standing);
    expect(decisionOf(await reply(worded, short))).toBe("substitute");
    const without = standing.replace(/Count before you reserve[^\n]*/, "Reserve what is ordered.");
    expect(decisionOf(await reply(without, short))).toBe("proceed");
  });

  it("hands over to the one who asked, in the turn of its record", async () => {
    const last = (await reply(standing, short)).at(-1);
    expect(last).toMatchObject({ name: "transfer_to_OrderOrchestratorAgent" });
  });
});

const grader = simulatedGrader({ missRate: 0, overlookRate: 0, falseAlarmRate: 0 });
const rubric = "1. A route is committed only after the supply check.";
const grade = async (digest: string, by = grader) => {
  const text = `<<<rubric a1>>>\n${rubric}\n<<<end rubric a1>>>\n<<<answer a1>>>\n${digest}\n<<<end answer a1>>>`;
  const items: RequestItem[] = [{ type: "message", role: "user", text }];
  const [item] = await by({ model: "g", instructions: "", items, tools: [] }, { seed: "1" });
  return item?.type === "text" ? JSON.parse(item.text) : undefined;
};
const supply = "- SupplyRiskAgent assess_supply: decision covered, basis x";
const route = "- FactoryRoutingAgent commit_route: decision proceed, basis x";

describe("a scripted grader", () => {
  it("holds each statement of the rubric against the record", async () => {
    expect(await grade(`Order ORD-1\n${supply}\n${route}`)).toMatchObject({ pass: true });
    expect(await grade(`Order ORD-1\n${route}\n${supply}`)).toMatchObject({ pass: false });
    expect(await grade(`Order ORD-1\n${supply}`)).toMatchObject({ pass: true });
  });

  it("misses and alarms at its rates, with scores that overlap", async () => {
    const noisy = simulatedGrader({ overlookRate: 0.3, falseAlarmRate: 0.3 });
    const verdicts = async (a: string, b: string) =>
      Promise.all(
        Array.from({ length: 300 }, (_, n) => grade(`Order ORD-${n}\n${a}\n${b}`, noisy)),
      );
    const faulty = await verdicts(route, supply);
    const sound = await verdicts(supply, route);
    const passed = (all: { pass: boolean }[]) => all.filter(({ pass }) => pass).length / all.length;
    expect(passed(faulty)).toBeGreaterThan(0.2);
    expect(passed(faulty)).toBeLessThan(0.4);
    expect(passed(sound)).toBeGreaterThan(0.6);
    expect(passed(sound)).toBeLessThan(0.8);
    const scores = (pass: boolean): number[] =>
      [...faulty, ...sound].filter((verdict) => verdict.pass === pass).map(({ score }) => score);
    expect(Math.max(...scores(false))).toBeGreaterThan(Math.min(...scores(true)));
  });
});

describe("the scripted models", () => {
  it("import nothing of what plans orders, serves tools or knows the truth", async () => {
    const folder = fileURLToPath(new URL("simulated/", import.meta.url));
    for (const name of await readdir(folder, { recursive: true })) {
      if (!name.endsWith(".ts")) continue;
      const source = await readFile(join(folder, name), "utf8");
      const from = [...source.matchAll(/ from "([^"]+)"/g)].map(([, path]) => path ?? "");
      const outside = from.filter((path) =>
        path.startsWith(".")
          ? !join(folder, dirname(name), path).startsWith(folder)
          : !/^(@loopwright\/core|zod$)/.test(path),
      );
      expect({ name, outside }).toEqual({ name, outside: [] });
    }
  });
});
