import { simulatedEvalDesigner } from "@loopwright/eval-synthesis/simulated";
import { simulatedAnalyst } from "@loopwright/harness/simulated";
import { simulatedJudge } from "@loopwright/promptfoo-gate/simulated";
import { createSimulator } from "@loopwright/simulator";
import OpenAI from "openai";

export const names = {
  analyst: "sim-analyst",
  designer: "sim-eval-designer",
  judge: "sim-judge",
} as const;

/** A client of scripted models; none of them sees anything but its requests. */
export function simulatedClient(seed: string): OpenAI {
  const simulator = createSimulator({
    seed,
    models: {
      [names.analyst]: simulatedAnalyst(),
      [names.designer]: simulatedEvalDesigner(),
      [names.judge]: simulatedJudge(),
    },
  });
  return new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  });
}
