import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { readJson } from "@loopwright/core";
import { openTraceStore } from "@loopwright/trace-store";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { awkwardCases, line, refusedLines } from "./trace-store/awkward-cases.ts";
import { generatedCase } from "./trace-store/generated-case.ts";
import { askOracle, OracleReply, writeCase } from "./trace-store/oracle.ts";
import { answerOf, comparable, type OracleCase } from "./trace-store/questions.ts";
import { storedSeeds } from "./trace-store/stored-answers.ts";

const python = process.env["LOOPWRIGHT_HALO_PYTHON"];
const storedFile = new URL("./trace-store/fixtures/oracle-answers.json", import.meta.url);
const stored = await readJson(storedFile.pathname, z.record(z.string(), OracleReply));

/** The kind of our error for each kind of the oracle's. */
const errorCodes: Record<string, string> = { KeyError: "not_found", ValueError: "bad_input" };

async function compare(
  { questions }: OracleCase,
  files: readonly string[],
  reply: OracleReply,
): Promise<void> {
  const store = await openTraceStore({ files });
  try {
    if ("index_error" in reply)
      throw new Error(`the oracle refused the files: ${reply.index_error}`);
    expect(store.quarantined()).toEqual([]);
    for (const [i, question] of questions.entries()) {
      const theirs = reply.answers[i];
      const expected =
        theirs?.error === undefined
          ? { ok: comparable(theirs?.ok) }
          : { error: errorCodes[theirs.error] };
      expect(await answerOf(store, question), JSON.stringify(question)).toEqual(expected);
    }
    for (const [i, file] of files.entries()) {
      expect(await readFile(`${file}.engine-index.jsonl`, "utf8")).toBe(reply.sidecars[i]?.index);
      expect(await readFile(`${file}.engine-index.meta.json`, "utf8")).toBe(
        reply.sidecars[i]?.meta,
      );
    }
  } finally {
    await store.close();
  }
}

const storedCases = [...awkwardCases(), ...storedSeeds.map((seed) => generatedCase(seed))];

describe("the stored answers of the public engine", () => {
  test.each(storedCases)("equal ours: $name", async (one) => {
    const reply = stored[one.name];
    if (!reply) throw new Error(`no stored answers; run scripts/record-halo-answers.ts`);
    await compare(one, await writeCase(one), reply);
  });
});

describe.skipIf(python === undefined)("the public engine", () => {
  const interpreter = python ?? "";
  const fresh = Array.from({ length: 6 }, () => randomBytes(6).toString("hex"));

  test.each(fresh.map((seed) => generatedCase(seed, 20)))(
    "answers as we do: $name",
    async (one) => {
      const files = await writeCase(one);
      await compare(one, files, await askOracle(interpreter, files, one.questions));
    },
  );

  test("answers from the sidecars that we write, without building its own", async () => {
    const one = generatedCase("sidecars");
    const files = await writeCase(one);
    await (await openTraceStore({ files })).close();
    const file = files[0] ?? "";
    const before = await readFile(`${file}.engine-index.jsonl`);
    const { runOracle } = await import("./trace-store/oracle.ts");
    const reply = OracleReply.parse(
      await runOracle(interpreter, { files, index_dir: null, questions: one.questions }),
    );
    await compare(one, files, reply);
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
