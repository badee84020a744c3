import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The ClickHouse engine on a loopback port. */
export interface ChdbBridge {
  url: string;
  stop(): void;
}

/** Starts the engine that is installed in `folder`. */
export async function startChdb(folder: string): Promise<ChdbBridge> {
  const script = fileURLToPath(new URL("../../../scripts/chdb-bridge.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout) {
    const port = Number(String(chunk));
    return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
  }
  throw new Error("chDB did not start");
}
