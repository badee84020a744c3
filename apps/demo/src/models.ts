import { OpenAIProvider, type ModelProvider } from "@openai/agents";
import { LoopError } from "@loopwright/core";
import { asLoopError, type ModelEndpoint, type ScriptedModel } from "@loopwright/core/model";
import { simulatedEvalDesigner } from "@loopwright/eval-synthesis/simulated";
import { simulatedCritic } from "@loopwright/feedback/simulated";
import { simulatedOptimizer } from "@loopwright/halo/simulated";
import { simulatedAnalyst } from "@loopwright/harness/simulated";
import {
  createGate,
  createJudge,
  readCalibration,
  type Gate,
  type Judge,
} from "@loopwright/promptfoo-gate";
import { simulatedJudge } from "@loopwright/promptfoo-gate/simulated";
import { createSimulator } from "@loopwright/simulator";
import OpenAI from "openai";
import { createMeter, type Meter } from "./meter.ts";
import type { ModelNames, Prices, Settings } from "./settings.ts";

/** The models of one loop: where calls go, under which names, and what they have cost. */
export interface Models {
  endpoint: ModelEndpoint;
  provider: ModelProvider;
  names: ModelNames;
  meter: Meter;
  simulated: boolean;
  /** US dollars for a million tokens; live models only. */
  prices?: Prices;
}

const simulatedNames: ModelNames = {
  agent: "sim-analyst",
  analysis: "sim-critic",
  evalGeneration: "sim-eval-designer",
  judge: "sim-judge",
  halo: "sim-optimizer",
};

/** Live default, and what it costs unless the environment names other prices (list price, autumn 2026). */
export const liveModel = "gpt-5.5";
export const livePrices: Prices = { input: 5, output: 30 };

/** The scripted models behind the offline endpoint, by the names they answer to. */
export function scriptedModels(): Record<string, ScriptedModel> {
  return {
    [simulatedNames.agent]: simulatedAnalyst(),
    [simulatedNames.analysis]: simulatedCritic(),
    [simulatedNames.evalGeneration]: simulatedEvalDesigner(),
    [simulatedNames.judge]: simulatedJudge(),
    [simulatedNames.halo]: simulatedOptimizer(),
  };
}

/** Scripted models behind an in-process endpoint: no key, no socket, the same reply for the same seed. */
export function offlineModels(options: { seed: string; latencyMs?: number }): Models {
  const simulator = createSimulator({
    models: scriptedModels(),
    seed: options.seed,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
  });
  const meter = createMeter({ fetch: (input, init) => simulator.fetch(new Request(input, init)) });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: meter.fetch,
  });
  return {
    endpoint: { client, api: "responses", simulated: true },
    provider: new OpenAIProvider({ openAIClient: client }),
    names: simulatedNames,
    meter,
    simulated: true,
  };
}

/**
 * The models of an OpenAI-compatible server.
 *
 * @throws LoopError `bad_input` without a key, `model_refused` or `model_unreachable` when the server turns us away
 */
export async function liveModels(settings: Settings, maxCost?: number): Promise<Models> {
  if (!settings.apiKey)
    throw new LoopError(
      "bad_input",
      "OPENAI_API_KEY: not set; --live needs a key (any text will do for a local server named by OPENAI_BASE_URL)",
    );
  const prices = settings.prices ?? livePrices;
  const meter = createMeter({
    fetch: globalThis.fetch,
    prices,
    ...(maxCost === undefined ? {} : { maxCost }),
  });
  const client = new OpenAI({
    apiKey: settings.apiKey,
    ...(settings.baseURL ? { baseURL: settings.baseURL } : {}),
    fetch: meter.fetch,
  });
  const simulated = await greet(client);
  return {
    endpoint: { client, api: settings.api, simulated },
    provider: new OpenAIProvider({
      openAIClient: client,
      useResponses: settings.api === "responses",
    }),
    names: liveNames(settings.models),
    meter,
    simulated,
    prices,
  };
}

export function liveNames(chosen: Partial<ModelNames>): ModelNames {
  const all = liveModel;
  return { agent: all, analysis: all, evalGeneration: all, judge: all, halo: all, ...chosen };
}

/** The judge that the gate asks. */
export function openJudge({ endpoint, names }: Pick<Models, "endpoint" | "names">): Judge {
  return createJudge({ endpoint, model: names.judge });
}

/** Promptfoo with our judge behind it. Close it when done. */
export async function openGate(
  models: Pick<Models, "endpoint" | "names">,
  calibrationFile?: string,
): Promise<Gate> {
  const judge = openJudge(models);
  return calibrationFile === undefined
    ? createGate({ judge })
    : createGate({ judge, calibration: await readCalibration(calibrationFile) });
}

/**
 * One cheap call before the first expensive one, so that a refused key or a wrong address is a single clear
 * message. Tells whether the server is our own simulator, so that its figures are labelled as simulated.
 */
async function greet(client: OpenAI): Promise<boolean> {
  try {
    const page = await client.models.list();
    return page.data.some((model) => model.owned_by === "loopwright-simulator");
  } catch (error) {
    // Some compatible servers have no model list; the first real call will tell.
    if (error instanceof OpenAI.NotFoundError) return false;
    const endpoint: ModelEndpoint = { client, api: "responses", simulated: false };
    throw asLoopError(error, { endpoint, model: "model list" });
  }
}
