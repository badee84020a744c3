import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { readJson } from "@loopwright/core";
import { openTraceStore } from "@loopwright/trace-store";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { awkwardCases, line, refusedLines } from "./trace-store/awkward-cases.ts";
import { generatedCase } from "./trace-store/generated-case.ts";
import { askOracle, OracleReply, runOracle, writeCase } from "./trace-store/oracle.ts";
import { answerOf, comparable, type OracleCase } from "./trace-store/questions.ts";
import { storedSeeds } from "./trace-store/stored-answers.ts";

const python = process.env["LOOPWRIGHT_HALO_PYTHON"];
const storedFile = new URL("./trace-store/fixtures/oracle-answers.json", import.meta.url);
const stored = await readJson(fileURLToPath(storedFile), z.record(z.string(), OracleReply));

/** The kind of our error for each kind of the oracle's. */
const errorCodes: Record<string, string> = { KeyError: "not_found", ValueError: "bad_input" };

/** What differs between the oracle's answers and sidecars and ours. */
async function differences(
  { questions }: OracleCase,
  files: readonly string[],
  reply: OracleReply,
): Promise<unknown[]> {
  if ("index_error" in reply) return [reply];
  const store = await openTraceStore({ files });
  try {
    const found: unknown[] = store.quarantined();
    for (const [i, question] of questions.entries()) {
      const theirs = expected(reply.answers[i]);
      const ours = await answerOf(store, question);
      if (!isDeepStrictEqual(ours, theirs)) found.push({ question, ours, theirs });
    }
    for (const [i, file] of files.entries()) {
      const theirs = reply.sidecars[i];
      const index = await readFile(`${file}.engine-index.jsonl`, "utf8");
      const meta = await readFile(`${file}.engine-index.meta.json`, "utf8");
      if (index !== theirs?.index || meta !== theirs.meta) found.push({ index, meta, theirs });
    }
    return found;
  } finally {
    await store.close();
  }
}

function expected(answer: { ok?: unknown; error?: string | undefined } | undefined): unknown {
  if (answer?.error === undefined) return { ok: comparable(answer?.ok) };
  return { error: errorCodes[answer.error] };
}

const storedCases = [...awkwardCases(), ...storedSeeds.map((seed) => generatedCase(seed))];

describe("the stored answers of the public engine", () => {
  test.each(storedCases)("equal ours: $name", async (one) => {
    const reply = stored[one.name];
    if (!reply) throw new Error(`no stored answers; run scripts/record-halo-answers.ts`);
    expect(await differences(one, await writeCase(one), reply)).toEqual([]);
  });
});

describe.skipIf(python === undefined)("the public engine", () => {
  const interpreter = python ?? "";
  const fresh = Array.from({ length: 6 }, () => randomBytes(6).toString("hex"));

  test.each(fresh.map((seed) => generatedCase(seed, 20)))(
    "answers as we do: $name",
    async (one) => {
      const files = await writeCase(one);
      const reply = await askOracle(interpreter, files, one.questions);
      expect(await differences(one, files, reply)).toEqual([]);
    },
  );

  test("answers from the sidecars that we write, without building its own", async () => {
    const one = generatedCase("sidecars");
    const files = await writeCase(one);
    await (await openTraceStore({ files })).close();
    const file = files[0] ?? "";
    const before = await readFile(`${file}.engine-index.jsonl`);
    const reply = OracleReply.parse(
      await runOracle(interpreter, { files, index_dir: null, questions: one.questions }),
    );
    expect(await differences(one, files, reply)).toEqual([]);
    expect(await readFile(`${file}.engine-index.jsonl`)).toEqual(before);
  });

  test.each(refusedLines())(
    "refuses a file with $name, which we quarantine",
    async ({ line: bad }) => {
      const content = Buffer.concat([
        Buffer.from(`${line()}\n`),
        Buffer.from(bad),
        Buffer.from("\n"),
      ]);
      const files = await writeCase({ files: { "spans.jsonl": content } });
      expect(await askOracle(interpreter, files, [])).toHaveProperty("index_error");
      const store = await openTraceStore({ files });
      expect(store.quarantined()).toMatchObject([{ file: files[0], line: 2 }]);
      expect(await store.count()).toEqual({ total: 1 });
      await store.close();
    },
  );
});
