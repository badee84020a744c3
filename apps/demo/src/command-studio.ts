import { once } from "node:events";
import { serveStudio } from "@loopwright/studio";
import { exitCodes } from "./exit-code.ts";
import { portNumber } from "./port-number.ts";
import { readMaterial } from "./review-material.ts";
import { openRunFolder } from "./run-folder.ts";
import { fromUser, type Settings } from "./settings.ts";

/** `loopwright studio`: the review as a web page on loopback, until it is interrupted. */
export async function studioCommand(
  options: { run: string; port: string },
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const { paths } = await openRunFolder(fromUser(settings, options.run));
  const studio = await serveStudio({
    material: () => readMaterial(paths),
    port: portNumber(options.port),
    now: () => new Date(),
  });
  process.stdout.write(`Review ${paths.dir} at ${studio.url}\nInterrupt to stop.\n`);
  if (!signal.aborted) await once(signal, "abort");
  await studio.close();
  return exitCodes.ok;
}
