import { once } from "node:events";
import { createSimulator, serveSimulator } from "@loopwright/simulator";
import { exitCodes } from "./exit-code.ts";
import { scriptedModels } from "./models.ts";
import { scriptedOrderModels } from "./order-models.ts";
import { portNumber } from "./port-number.ts";

/** `loopwright simulator`: serves the scripted models on loopback until it is interrupted. */
export async function simulatorCommand(
  options: { port: string; seed: string },
  signal: AbortSignal,
): Promise<number> {
  const models = { ...scriptedModels(), ...scriptedOrderModels() };
  const simulator = createSimulator({ models, seed: options.seed });
  const server = await serveSimulator(simulator, { port: portNumber(options.port) });
  process.stdout.write(
    `Simulated models (${Object.keys(models).join(", ")}) at ${server.baseURL}\nInterrupt to stop.\n`,
  );
  if (!signal.aborted) await once(signal, "abort");
  await server.close();
  return exitCodes.ok;
}
