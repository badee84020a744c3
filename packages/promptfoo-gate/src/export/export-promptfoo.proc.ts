import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { evalCase } from "../fixtures/eval-cases.ts";
import { exportPromptfoo } from "./export-promptfoo.ts";

// What the exported judge and provider do when a server misbehaves; that they decide as the gate does is a
// contract test with Promptfoo's command line.
const cases = [evalCase()];
const trace_id = evalCase().source_trace_id;
const dir = join(await mkdtemp(join(tmpdir(), "export-")), "promptfoo");

const Sent = z.looseObject({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});
type Sent = z.infer<typeof Sent>;

/** Replies are taken in order; the last one goes on answering. */
let replies: { status: number; body: unknown }[] = [];
const requests: { url: string | undefined; key: string | undefined; body: Sent }[] = [];
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (part) => (text += String(part)));
  request.on("end", () => {
    requests.push({
      url: request.url,
      key: request.headers.authorization,
      body: Sent.parse(JSON.parse(text)),
    });
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 500, body: {} };
    response
      .writeHead(reply.status, { "content-type": "application/json" })
      .end(JSON.stringify(reply.body));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  process.env["OPENAI_BASE_URL"] =
    `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/v1/`;
  process.env["OPENAI_API_KEY"] = "a-key";
  const answers = [{ trace_id, answer: "The runway is 11 months." }];
  await exportPromptfoo({ dir, cases, answers, judgeModel: "judge-model", reasoningEffort: "low" });
});
afterAll(() => server.close());

const saying = (content: string) => ({
  status: 200,
  body: { choices: [{ message: { content } }], usage: { prompt_tokens: 7, completion_tokens: 3 } },
});
const verdict = { reason: "it does", pass: true, score: 1 };

async function judge(...script: typeof replies): Promise<unknown> {
  replies = script;
  requests.length = 0;
  const { default: Judge } = await import(pathToFileURL(join(dir, "judge.mjs")).href);
  const vars = { question: '{{ "\\{\\{ q \\}\\}\\n" }}', rubric: "States the runway.", trace_id };
  return new Judge({ config: { model: "judge-model", reasoning_effort: "low" } }).callApi("", {
    vars,
  });
}

test("four files are written, and none imports a package", async () => {
  expect((await readdir(dir)).sort()).toEqual([
    "judge.mjs",
    "promptfooconfig.yaml",
    "stored_answers.mjs",
    "trace_outputs.json",
  ]);
  for (const name of ["judge.mjs", "stored_answers.mjs"]) {
    const imports = (await readFile(join(dir, name), "utf8")).matchAll(
      /^import .* from "(.*)";$/gm,
    );
    for (const [, from] of imports) expect(from).toMatch(/^node:/);
  }
});

test("the config names the judge model and says how to run quietly", async () => {
  const config = await readFile(join(dir, "promptfooconfig.yaml"), "utf8");
  expect(config).toContain("model: judge-model");
  expect(config).toContain("reasoning_effort: low");
  expect(config).toContain("threshold: 0.8");
  expect(config).toMatch(/^# {3}export PROMPTFOO_DISABLE_TELEMETRY=1$/m);
});

test("the judge sends question, rubric and answer, and returns the verdict with its tokens", async () => {
  expect(await judge(saying(JSON.stringify(verdict)))).toEqual({
    output: verdict,
    tokenUsage: { prompt: 7, completion: 3, total: 10, numRequests: 1 },
  });
  expect(requests).toMatchObject([
    {
      url: "/v1/chat/completions",
      key: "Bearer a-key",
      body: { model: "judge-model", reasoning_effort: "low" },
    },
  ]);
  const user = requests[0]?.body.messages[1];
  for (const text of ["{{ q }}\n", "States the runway.", "The runway is 11 months."])
    expect(user?.content).toContain(text);
});

test("the judge reads a fenced verdict, and asks again after a malformed one", async () => {
  const fenced = saying(`\`\`\`json\n${JSON.stringify(verdict)}\n\`\`\``);
  const wrong = saying('{"pass": "yes", "score": 85}');
  expect(await judge(wrong, fenced)).toMatchObject({
    output: verdict,
    tokenUsage: { numRequests: 2 },
  });
  expect(requests[1]?.body.messages).toHaveLength(4);
});

test("the judge throws when no usable verdict comes", async () => {
  for (const text of ["", "{}", "pass", '{"reason": "", "pass": true, "score": 0.1}'])
    await expect(judge(saying(text))).rejects.toThrow("no usable verdict");
  expect(requests).toHaveLength(3);
});

test("the judge tries a failing server again, and a refusal not", async () => {
  const busy = { status: 503, body: { error: "busy" } };
  expect(await judge(busy, saying(JSON.stringify(verdict)))).toMatchObject({ output: verdict });
  await expect(judge({ status: 401, body: { error: "bad key" } })).rejects.toThrow(
    /HTTP 401.*bad key/,
  );
  expect(requests).toHaveLength(1);
});

test("the provider throws for a trace that has no answer", async () => {
  const { default: StoredAnswers } = await import(
    pathToFileURL(join(dir, "stored_answers.mjs")).href
  );
  const provider = new StoredAnswers();
  expect(await provider.callApi("", { vars: { trace_id } })).toEqual({
    output: "The runway is 11 months.",
  });
  await expect(provider.callApi("", { vars: { trace_id: "toString" } })).rejects.toThrow(
    "no answer for trace toString",
  );
});

test("two answers for one trace and a suite without evals are refused", async () => {
  const answer = { trace_id, answer: "a" };
  await expect(
    exportPromptfoo({ dir, cases, answers: [answer, answer], judgeModel: "m" }),
  ).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining(`two answers for trace ${trace_id}`),
  });
  await expect(
    exportPromptfoo({ dir, cases: [], answers: [], judgeModel: "m" }),
  ).rejects.toMatchObject({ code: "bad_input" });
});
