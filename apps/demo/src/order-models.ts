import { OpenAIProvider, type ModelProvider } from "@openai/agents";
import { LoopError } from "@loopwright/core";
import type { ModelEndpoint, ScriptedModel } from "@loopwright/core/model";
import { rubricNames, rubricText } from "@loopwright/order-swarm";
import { simulatedGrader, simulatedSwarm } from "@loopwright/order-swarm/simulated";
import { createJudge, type Judge } from "@loopwright/promptfoo-gate";
import { createSimulator } from "@loopwright/simulator";
import OpenAI from "openai";
import { liveModels, livePrices } from "./models.ts";
import type { Prices, Settings } from "./settings.ts";

/** Who runs the orders, and who grades them. */
export interface OrderModels {
  provider: ModelProvider;
  model: string;
  judge: Judge;
  simulated: boolean;
  /** Names of live models and what they cost, dollars for a million tokens. */
  live?: { names: string[]; prices: Prices };
}

const simulatedDesk = "sim-order-desk";
const graderOf = (rubric: string) => `sim-grader-${rubric.replaceAll("_", "-")}`;

/** One scripted model plays all agents of an order, five grade. */
export function scriptedOrderModels(): Record<string, ScriptedModel> {
  const graders = rubricNames.map((name) => [graderOf(name), simulatedGrader()] as const);
  return { [simulatedDesk]: simulatedSwarm(), ...Object.fromEntries(graders) };
}

/** Those models in this process. The same seed gives the same replies. */
export function simulatedOrderModels(seed: string): OrderModels {
  const simulator = createSimulator({
    models: scriptedOrderModels(),
    seed,
    // A thousand orders are fifty thousand calls; nobody looks them up.
    logLimit: 0,
    now: () => 0,
  });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: simulator.fetch,
  });
  return {
    provider: new OpenAIProvider({ openAIClient: client }),
    model: simulatedDesk,
    judge: judgePerRubric({ client, api: "responses", simulated: true }, graderOf),
    simulated: true,
  };
}

/**
 * A real model in all parts, for a small batch.
 *
 * @throws LoopError as `liveModels` does
 */
export async function liveOrderModels(settings: Settings, maxCost?: number): Promise<OrderModels> {
  const {
    provider,
    names,
    endpoint,
    simulated,
    prices = livePrices,
  } = await liveModels(settings, maxCost);
  const judge = judgePerRubric(endpoint, () => names.judge);
  const live = { names: [...new Set([names.agent, names.judge])], prices };
  return { provider, model: names.agent, judge, simulated, live };
}

/** One judge that hands each rubric to the grader of that rubric. */
function judgePerRubric(endpoint: ModelEndpoint, modelOf: (rubric: string) => string): Judge {
  const judges = new Map(
    rubricNames.map((name) => [rubricText(name), createJudge({ endpoint, model: modelOf(name) })]),
  );
  const [first] = judges.values();
  return {
    model: [...new Set(rubricNames.map(modelOf))].join(", "),
    promptHash: first?.promptHash ?? "",
    async judge(request) {
      const judge = judges.get(request.rubric);
      if (!judge) throw new LoopError("bad_input", "rubric: no grader is in charge of this text");
      return judge.judge(request);
    },
  };
}
