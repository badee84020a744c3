import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  LoopError,
  readJson,
  readJsonl,
  readText,
  writeJson,
  writeJsonl,
  writeText,
} from "./index.ts";

const Row = z.object({ id: z.string(), n: z.number() });
const folder = () => mkdtemp(join(tmpdir(), "core-files-"));

async function failure(work: Promise<unknown>): Promise<LoopError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LoopError) return error;
  throw new Error("expected a LoopError");
}

describe("readJsonl", () => {
  it("returns what writeJsonl wrote, awkward characters included", async () => {
    const file = join(await folder(), "deep", "rows.jsonl");
    const rows = [
      { id: "line\u2028separator", n: 1 },
      { id: 'quote " and \n newline', n: -0.5 },
    ];
    await writeJsonl(file, rows);
    expect(await readJsonl(file, Row)).toEqual(rows);
  });

  it("skips empty lines, carriage returns and a byte order mark", async () => {
    const file = join(await folder(), "rows.jsonl");
    await writeFile(file, '\uFEFF{"id":"a","n":1}\r\n\r\n{"id":"b","n":2}');
    expect(await readJsonl(file, Row)).toEqual([
      { id: "a", n: 1 },
      { id: "b", n: 2 },
    ]);
  });

  it("names file, line and key of a row with the wrong shape", async () => {
    const file = join(await folder(), "rows.jsonl");
    await writeFile(file, '{"id":"a","n":1}\n\n{"id":"b","n":"two"}\n');
    const error = await failure(readJsonl(file, Row));
    expect(error.code).toBe("bad_input");
    expect(error.message).toContain(`${file}:3: n:`);
  });

  it("names file and line of a half-written row", async () => {
    const file = join(await folder(), "rows.jsonl");
    await writeFile(file, '{"id":"a","n":1}\n{"id":"b",');
    expect((await failure(readJsonl(file, Row))).message).toContain(`${file}:2: not valid JSON`);
  });

  it("says which file is missing", async () => {
    const error = await failure(readJsonl("nowhere.jsonl", Row));
    expect([error.code, error.message]).toEqual(["not_found", "nowhere.jsonl: no such file"]);
  });
});

describe("readText", () => {
  it("returns a text without its byte order mark", async () => {
    const file = join(await folder(), "text.md");
    await writeFile(file, "\uFEFFeins\r\nzwei \u00e9");
    expect(await readText(file)).toBe("eins\r\nzwei é");
  });

  it("says that a folder is none", async () => {
    const dir = await folder();
    const error = await failure(readText(dir));
    expect([error.code, error.message]).toEqual([
      "storage",
      `${dir}: could not read: it is a folder, a file was expected`,
    ]);
  });
});

describe("writing", () => {
  it("replaces a file whole and leaves nothing else behind", async () => {
    const dir = await folder();
    const file = join(dir, "value.json");
    await writeJson(file, { id: "a", n: 1 });
    await writeJson(file, { id: "b", n: 2 });
    expect(await readJson(file, Row)).toEqual({ id: "b", n: 2 });
    expect(await readdir(dir)).toEqual(["value.json"]);
  });

  it("keeps one of the texts when many writers meet", async () => {
    const file = join(await folder(), "shared.txt");
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
    await Promise.all(texts.map((text) => writeText(file, text)));
    expect(texts).toContain(await readFile(file, "utf8"));
  });

  it("explains why a file cannot be written", async () => {
    const dir = await folder();
    await writeText(join(dir, "file"), "");
    const error = await failure(writeText(join(dir, "file", "below"), "x"));
    expect(error.code).toBe("storage");
    expect(error.message).toContain("could not write");
  });
});
