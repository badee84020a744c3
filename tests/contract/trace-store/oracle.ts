import { spawn } from "node:child_process";
import { mkdtemp, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { OracleCase, Question } from "./questions.ts";

const script = fileURLToPath(new URL("../../../scripts/halo-oracle.py", import.meta.url));

/** What the public engine said about a case. */
export const OracleReply = z.union([
  z.strictObject({ index_error: z.string() }),
  z.strictObject({
    answers: z.array(z.strictObject({ ok: z.unknown().optional(), error: z.string().optional() })),
    sidecars: z.array(z.strictObject({ index: z.string(), meta: z.string() })),
  }),
]);
export type OracleReply = z.infer<typeof OracleReply>;

/** The time every case's files get, so that sidecars can be compared with stored ones. */
const fixedTime = new Date("2026-03-01T12:00:00Z");

/** Writes the files of a case to a new folder; returns their paths. */
export async function writeCase({ files }: Pick<OracleCase, "files">): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "loopwright-oracle-"));
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = join(folder, name);
      await writeFile(path, content);
      await utimes(path, fixedTime, fixedTime);
      return path;
    }),
  );
}

/** Puts a case to the engine. Its sidecars go to a folder of their own. */
export async function askOracle(
  python: string,
  files: readonly string[],
  questions: readonly Question[],
): Promise<OracleReply> {
  const index_dir = await mkdtemp(join(tmpdir(), "loopwright-oracle-index-"));
  const reply = await runOracle(python, { files, index_dir, questions });
  return OracleReply.parse(reply);
}

/** Runs the oracle script on a request. */
export async function runOracle(python: string, request: unknown): Promise<unknown> {
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(request));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString());
}
