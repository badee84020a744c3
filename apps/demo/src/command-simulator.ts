import { once } from "node:events";
import { createSimulator, serveSimulator } from "@loopwright/simulator";
import { LoopError } from "@loopwright/core";
import { exitCodes } from "./exit-code.ts";
import { scriptedModels } from "./models.ts";

/** `loopwright simulator`: serves the scripted models on loopback until it is interrupted. */
export async function simulatorCommand(
  options: { port: string; seed: string },
  signal: AbortSignal,
): Promise<number> {
  const simulator = createSimulator({ models: scriptedModels(), seed: options.seed });
  const server = await serveSimulator(simulator, { port: portNumber(options.port) });
  process.stdout.write(
    `Simulated models (${Object.keys(scriptedModels()).join(", ")}) at ${server.baseURL}\nInterrupt to stop.\n`,
  );
  if (!signal.aborted) await once(signal, "abort");
  await server.close();
  return exitCodes.ok;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new LoopError("bad_input", `--port ${text}: expected a number from 0 to 65535`);
}
