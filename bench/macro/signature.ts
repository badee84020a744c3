import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(
  new URL("../../packages/order-swarm/bench/signatures.ts", import.meta.url),
);

/** The highest F1 that one word, phrase, tool, agent or field value reaches; the script fails above its limit. */
export async function highestSignature(folder: string): Promise<number> {
  const printed = await new Promise<string>((resolve) => {
    const options = { maxBuffer: 1 << 26 };
    const command = ["--conditions=@loopwright/source", script, folder];
    execFile(process.execPath, command, options, (_, stdout) => resolve(stdout));
  });
  return Number(/highest F1 ([\d.]+)/.exec(printed)?.[1] ?? Number.NaN);
}
