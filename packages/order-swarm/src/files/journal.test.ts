import { appendFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openJournal } from "./journal.ts";
import { openLineFile } from "./line-file.ts";

const folder = await mkdtemp(join(tmpdir(), "orders-journal-"));
const row = z.object({ run: z.string() });
const subject = { count: 3, seed: "a" };

describe("a journal", () => {
  it("gives back what was finished, without the line that a kill cut short", async () => {
    const file = join(folder, "journal.jsonl");
    const first = await openJournal({ file, subject, row });
    expect(first.done).toEqual([]);
    await first.add({ run: "one" });
    await first.close();
    await appendFile(file, '{"run":"tw');
    const second = await openJournal({ file, subject, row });
    expect(second.done).toEqual([{ run: "one" }]);
    await second.add({ run: "two" });
    await second.close();
    expect((await readFile(file, "utf8")).split("\n").slice(1)).toEqual([
      '{"run":"one"}',
      '{"run":"two"}',
      "",
    ]);
  });

  it("is refused with the argument that differs, and with the line that cannot be read", async () => {
    const file = join(folder, "other.jsonl");
    await (await openJournal({ file, subject, row })).close();
    await expect(openJournal({ file, subject: { count: 4, seed: "a" }, row })).rejects.toThrow(
      "other.jsonl: count was 3 and is now 4",
    );
    await writeFile(file, `${JSON.stringify({ subject })}\nnonsense\n{"run":"one"}\n`);
    await expect(openJournal({ file, subject, row })).rejects.toThrow("other.jsonl:2: not valid");
  });

  it("begins anew when the kill came before its first line was whole", async () => {
    const file = join(folder, "young.jsonl");
    await writeFile(file, '{"subj');
    const journal = await openJournal({ file, subject, row });
    expect(journal.done).toEqual([]);
    await journal.close();
  });
});

describe("a file of lines", () => {
  it("cuts off what stands behind the bytes that are kept, and tells how many there are", async () => {
    const file = join(folder, "deep", "lines.jsonl");
    const first = await openLineFile(file, 0);
    const kept = await first.write([{ a: 1 }, { b: "ä" }]);
    await first.write([{ c: 3 }]);
    await first.close();
    const second = await openLineFile(file, kept);
    await second.write([{ d: 4 }]);
    await second.close();
    expect(await readFile(file, "utf8")).toBe('{"a":1}\n{"b":"ä"}\n{"d":4}\n');
    await expect(openLineFile(file, 1000)).rejects.toThrow("shorter than the journal says");
  });
});
