import { appendFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { line } from "../contract/trace-store/awkward-cases.ts";
import { loopwright, startLoopwright, temporaryFolder } from "./loopwright.ts";

const failing = { code: "STATUS_CODE_ERROR", message: "stock service \u001b[31mtimed out" };

async function spanFile(): Promise<string> {
  const file = join(await temporaryFolder(), "spans.jsonl");
  await writeFile(file, `${line()}\n${line({ trace_id: "t2", span_id: "s2", status: failing })}\n`);
  return file;
}

test("traces overview tells what span files hold, without control characters", async () => {
  const { exitCode, stdout } = await loopwright(["traces", "overview", await spanFile()]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("2 traces, 2 spans");
  expect(stdout).toContain("1 spans in 1 traces: step: stock service \\u001b[31mtimed out");
  expect(stdout).not.toContain("\u001b");
});

test("traces query, view and search give the store's answers as JSON", async () => {
  const file = await spanFile();
  const ask = async (...args: string[]) => {
    const { exitCode, stdout } = await loopwright(["traces", ...args, "--json"]);
    expect(exitCode).toBe(0);
    return z.unknown().parse(JSON.parse(stdout));
  };
  expect(await ask("query", file, "--errors")).toMatchObject({
    total: 1,
    traces: [{ trace_id: "t2" }],
  });
  expect(await ask("view", file, "--trace", "t2")).toMatchObject({ spans: [{ span_id: "s2" }] });
  expect(await ask("view", file, "--trace", "t1", "--span", "s1", "none")).toMatchObject({
    spans: [{ span_id: "s1" }],
  });
  expect(
    await ask("search", file, "--trace", "t2", "--pattern", "time[sd]", "--context", "0"),
  ).toMatchObject({ match_count: 1, matches: [{ match_text: "timed", matched_context: "timed" }] });
});

test("traces index says what it read, and names bad lines", async () => {
  const file = await spanFile();
  const first = await loopwright(["traces", "index", file]);
  expect(first.stdout).toContain("index built");
  await appendFile(file, "{oops\n");
  const second = await loopwright(["traces", "index", file]);
  expect(second.stdout).toContain("index updated, 6 bytes read, 1 bad lines");
  expect(second.stderr).toContain(`${file}:3: left out: not valid JSON`);
});

test.each([
  [["overview", "no-such-file.jsonl"], "no-such-file.jsonl: no such file"],
  [["view", "FILE"], "--trace ID is missing"],
  [["search", "FILE", "--trace", "t1"], "--pattern REGEX is missing"],
  [["query", "FILE", "--pattern", "(?=a)"], "linear time"],
  [["query", "FILE", "--limit", "many"], "expected a whole number"],
  [["view", "FILE", "--trace", "t9"], 'no trace "t9"'],
  [["colour", "FILE"], "no such question"],
  [["query", "FILE", "--follow"], "only tail can --follow"],
])("traces %j explains itself and exits with 2", async (args, message) => {
  const file = await spanFile();
  const { exitCode, stderr } = await loopwright([
    "traces",
    ...args.map((arg) => (arg === "FILE" ? file : arg)),
  ]);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("    at ");
  expect(exitCode).toBe(2);
});

test("traces tail tells the last spans, and follows a file that grows and is rotated", async () => {
  const file = await spanFile();
  const last = await loopwright(["traces", "tail", file, "--limit", "1"]);
  expect(last.stdout).toMatch(/^\S+ {2}t2 {2}s2 {2}step {2}error: stock service [^\n]*\n$/);
  const following = startLoopwright(["traces", "tail", file, "--follow", "--json"]);
  await following.printed(/"span_id":"s2"/);
  await appendFile(file, `${line({ span_id: "grown" })}\n`);
  await following.printed(/"span_id":"s1"[^]*"span_id":"s2"[^]*"span_id":"grown"/);
  await writeFile(`${file}.new`, `${line({ trace_id: "t3", span_id: "rotated" })}\n`);
  await rename(`${file}.new`, file);
  await following.printed(/"span_id":"rotated"/);
  await following.interrupted();
});
