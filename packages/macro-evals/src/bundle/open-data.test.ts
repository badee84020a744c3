import { createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { finished } from "node:stream/promises";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import {
  bundleFilesOf,
  dataFolder,
  jsonLines,
  orderBundles,
  orderLabels,
} from "../fixtures/data-folder.ts";
import { analyzeRuns, openData, type NormalizedRun, type RunData } from "../index.ts";

const bundles = orderBundles();
const good = { ...bundleFilesOf(bundles), "eval_labels.jsonl": jsonLines(orderLabels()) };

async function all({ runs }: RunData): Promise<NormalizedRun[]> {
  const list: NormalizedRun[] = [];
  for await (const run of runs()) list.push(run);
  return list;
}

/** What is analysed, and what is said of the rest, by file and line. */
async function analysed(dir: string) {
  const data = await openData({ path: dir });
  const analysis = await analyzeRuns({ runs: () => data.runs(), labels: data.labels });
  const problems = data.problems.map(
    ({ kind, file, line, message }) => `${kind} ${relative(dir, file)}:${line} ${message}`,
  );
  return { analysis, problems };
}

describe("data that is partly bad", () => {
  it("has its good runs analysed and everything else named by file and line", async () => {
    const { analysis, problems } = await analysed(
      await dataFolder({
        ...good,
        "trace_bundles/x-half.json": '{"run": {"run_id": "run-900"',
        "trace_bundles/x-empty.json": "",
        "trace_bundles/x-list.json": "[]",
        "trace_bundles/x-nameless.json": '{"run": {}, "spans": []}',
        "trace_bundles/x-twice.json": JSON.stringify(bundles[3]),
        "trace_results.jsonl": `{"run_id":"run-000","case_type":"order"}\nnot json\n{"run_id":"run-999"}\n{"case_type":"x"}\n{"run_id":"run-000"}\n`,
        "eval_labels.jsonl": `${good["eval_labels.jsonl"]}{"run_id":"run-000","promptfoo_pass":true}\n{}\n{"run_id":"run-888","promptfoo_pass":false}\n`,
      }),
    );
    expect(analysis.assignments).toHaveLength(60);
    expect(analysis.patterns).toHaveLength(1);
    expect(problems.map((problem) => problem.split(" ").slice(0, 2).join(" ")).toSorted()).toEqual([
      "bad_label eval_labels.jsonl:61",
      "bad_label eval_labels.jsonl:62",
      "bad_result trace_results.jsonl:4",
      "duplicate_run trace_bundles/x-twice.json:0",
      "duplicate_run trace_results.jsonl:5",
      "label_without_run eval_labels.jsonl:63",
      "missing_bundle trace_results.jsonl:3",
      "unreadable trace_bundles/x-empty.json:0",
      "unreadable trace_bundles/x-half.json:0",
      "unreadable trace_bundles/x-list.json:0",
      "unreadable trace_bundles/x-nameless.json:0",
      "unreadable trace_results.jsonl:2",
    ]);
    expect(problems.join("\n")).toContain("run-003 is in");
  });

  it("is told once, however often the runs are read", async () => {
    const data = await openData({
      path: await dataFolder({ ...good, "trace_bundles/x.json": "{" }),
    });
    const first = await all(data);
    expect(await all(data)).toEqual(first);
    expect(data.problems).toHaveLength(1);
  });

  it("may hold fields that nobody knows, at any depth", async () => {
    const strange = bundles.map((bundle, i) => ({
      ...bundle,
      extra: { deep: [1, { deeper: null }] },
      spans: i === 7 ? [{ span_id: "s", odd: [] }, null, 5, "text"] : Object(bundle).spans,
    }));
    const { analysis, problems } = await analysed(
      await dataFolder({ ...good, ...bundleFilesOf(strange) }),
    );
    expect(problems).toEqual([]);
    expect(analysis.assignments).toHaveLength(60);
  });

  it("may have lines of any length: one that is too long is passed over without being held", async () => {
    const dir = await dataFolder(good);
    const file = createWriteStream(join(dir, "eval_labels.jsonl"));
    const part = Buffer.alloc(2 ** 20, "x");
    file.write('{"run_id":"run-000","promptfoo_rationales":"');
    for (let megabyte = 0; megabyte < 65; megabyte++) file.write(part);
    file.end(`"}\n${jsonLines(orderLabels().slice(1))}`);
    await finished(file);
    const { analysis, problems } = await analysed(dir);
    expect(problems).toEqual(["too_long eval_labels.jsonl:1 longer than 64 MB"]);
    expect(analysis.coverage).toMatchObject({ runs: 60, labelled: 59 });
    await rm(dir, { recursive: true });
  });
});

describe("labels", () => {
  it("may be an empty file, or none: the runs' own signals count, and that is said", async () => {
    const empty = await analysed(await dataFolder({ ...good, "eval_labels.jsonl": "" }));
    const none = await analysed(await dataFolder(bundleFilesOf(bundles)));
    for (const { analysis, problems } of [empty, none]) {
      expect(problems).toEqual([]);
      expect(analysis.assignments).toHaveLength(60);
      expect(analysis.coverage.notes.join()).toContain("No labels");
    }
  });

  it("may be older rows of one check each, with numbered names", async () => {
    const older = orderLabels().flatMap(({ run_id, promptfoo_pass }) => [
      { run_id, metric: "assertion_1", passed: true, score: 0.9, reason: "fine" },
      {
        run_id,
        metric: "assertion_3",
        passed: promptfoo_pass,
        score: promptfoo_pass === true ? 0.9 : 0.1,
        reason: "",
      },
    ]);
    const { analysis, problems } = await analysed(
      await dataFolder({ ...good, "eval_labels.jsonl": jsonLines(older) }),
    );
    expect(problems).toEqual([]);
    expect(analysis.patterns[0]?.failed_check).toContain("routing_specialist_activation");
  });

  it("may all pass: every run has its row, there is no pattern, and the report says why", async () => {
    const passing = orderLabels().map(({ run_id }) => ({ run_id, promptfoo_pass: true }));
    const { analysis } = await analysed(
      await dataFolder({ ...good, "eval_labels.jsonl": jsonLines(passing) }),
    );
    expect(analysis.patterns).toEqual([]);
    expect(analysis.assignments).toHaveLength(60);
    expect(analysis.coverage.notes.join()).toContain("0 runs show any trouble");
  });
});

describe("too little data", () => {
  it("is one run: refused with a message that says how many are needed", async () => {
    const data = await openData({ path: await dataFolder(bundleFilesOf(bundles.slice(0, 1))) });
    await expect(analyzeRuns({ runs: () => data.runs() })).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringContaining("1 analysable run"),
    });
  });

  it("is a folder without traces, or none", async () => {
    const dir = await dataFolder({ "readme.txt": "" });
    await expect(openData({ path: dir })).rejects.toMatchObject({ code: "not_found" });
    await expect(openData({ path: join(dir, "none") })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("an archive of bundles", () => {
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const entries = Object.fromEntries(
    bundles.map((bundle) => [`trace_bundles/${bundle.run.run_id}.json`, text(bundle)]),
  );

  it("is read like a folder, and its runs are found again", async () => {
    const dir = await dataFolder({
      "trace_bundles.zip": zipSync({ ...entries, "__MACOSX/trace_bundles/._x.json": text("x") }),
      "eval_labels.jsonl": good["eval_labels.jsonl"],
    });
    const plain = await openData({ path: await dataFolder(good) });
    for (const path of [dir, join(dir, "trace_bundles.zip")]) {
      const data = await openData({ path });
      expect(await all(data)).toEqual(await all(plain));
      expect(data.problems).toEqual([]);
      expect(data.labels.size).toBe(60);
      expect(await data.find("run-007")).toEqual(await plain.find("run-007"));
      expect(await data.find("run-777")).toBeUndefined();
    }
  });

  it("may hold a bad entry, which is named", async () => {
    const dir = await dataFolder({
      "trace_bundles.zip": zipSync({ ...entries, "trace_bundles/x.json": text("x").slice(1) }),
    });
    const data = await openData({ path: dir });
    expect(await all(data)).toHaveLength(60);
    expect(data.problems).toMatchObject([
      { kind: "unreadable", file: join(dir, "trace_bundles.zip", "trace_bundles/x.json") },
    ]);
  });

  it("is refused when it is none", async () => {
    const dir = await dataFolder({});
    await writeFile(join(dir, "trace_bundles.zip"), "no zip");
    await expect(openData({ path: dir })).rejects.toMatchObject({ code: "bad_input" });
  });
});
