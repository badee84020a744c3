import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readJsonl, SpanRecord } from "@loopwright/core";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One turn of the loop under a harness, in a process of its own; what it leaves as context. */
export async function work(options: {
  harness: string;
  out: string;
  modelSeed: string;
  /** Lines that a reviewer adds to the bench's feedback. */
  feedback?: readonly object[];
}): Promise<SpanRecord[]> {
  const { harness, out, modelSeed, feedback = [] } = options;
  const feedbackFile = `${out}-feedback.jsonl`;
  const lines = feedback.map((line) => `${JSON.stringify(line)}\n`);
  await writeFile(
    feedbackFile,
    `${(await readFile(at("feedback.jsonl"), "utf8")).trimEnd()}\n${lines.join("")}`,
  );
  const places = ["--out", out, "--harness", harness, "--seed", modelSeed];
  const inputs = ["--questions-file", at("questions.jsonl"), "--feedback", feedbackFile];
  await run(
    process.execPath,
    ["--conditions=@loopwright/source", at("../../apps/demo/src/main.ts"), ...places, ...inputs],
    { env: { ...process.env, CI: "true" }, maxBuffer: 1 << 26 },
  );
  return readJsonl(join(out, "halo_optimization_context.jsonl"), SpanRecord);
}
