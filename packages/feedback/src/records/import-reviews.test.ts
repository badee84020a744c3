import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runOf } from "../fixtures/runs.ts";
import { importReviews, readRecorded } from "../index.ts";

it("takes a file that is imported several times at once only once, verdicts included", async () => {
  const dir = await mkdtemp(join(tmpdir(), "import-"));
  const files = { feedback: join(dir, "human.jsonl"), labels: join(dir, "labels.jsonl") };
  const file = join(dir, "c.csv");
  await writeFile(file, "run,comment,who,rating\ntrace-01,Say it.,Ana,fail\n");
  let minute = 0;
  const imports = await Promise.all(
    Array.from({ length: 5 }, () =>
      importReviews(files, {
        file,
        runs: [runOf("trace-01")],
        now: () => new Date(Date.UTC(2026, 0, 1, 0, minute++)),
      }),
    ),
  );
  const taken = imports.map(({ recorded }) => recorded).filter(({ labels }) => labels > 0);
  expect(taken).toEqual([{ feedback: 1, labels: 1 }]);
  const { feedback, labels } = await readRecorded(files);
  expect([feedback.length, labels.length]).toEqual([1, 1]);
});
