import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJsonl, SpanRecord } from "@loopwright/core";
import { expect, test } from "vitest";
import { toSpanRecords, writeSpanRecords } from "./index.ts";

test("a written file reads back as the same records, one a line", async () => {
  const dir = await mkdtemp(join(tmpdir(), "span-records-"));
  const file = join(dir, "halo_traces", "traces.jsonl");
  const records = toSpanRecords(
    {
      traceId: "trace_1",
      workflowName: null,
      groupId: null,
      metadata: {},
      complete: true,
      spans: [1, 2].map((n) => ({
        id: `span_${n}`,
        parentId: null,
        startedAt: "2026-01-31T09:30:00.123Z",
        endedAt: "2026-01-31T09:30:00.123Z",
        error: null,
        type: "function",
        data: { name: "f", output: "line\u2028one\nline two" },
      })),
    },
    {
      projectId: "p",
      resource: { serviceName: "s", serviceVersion: "1", environment: "test" },
    },
  );
  await writeSpanRecords(file, records);
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(2);
  expect(await readJsonl(file, SpanRecord)).toEqual(records);
  const [first] = records;
  if (!first) throw new Error("no record");
  await writeSpanRecords(file, [{ ...first, name: "half \uD83D" }]);
  expect(await readFile(file, "utf8")).not.toMatch(/\\ud83d/i);
  await rm(dir, { recursive: true });
});
