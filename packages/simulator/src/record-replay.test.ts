import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator, recordTo, replayFrom, replyText } from "./index.ts";

const apiKey = "sk-secret-0123456789";
const temporary = async () => join(await mkdtemp(join(tmpdir(), "recording-")), "calls.jsonl");
const clientOf = (fetch: NonNullable<ConstructorParameters<typeof OpenAI>[0]>["fetch"]) =>
  new OpenAI({ apiKey, baseURL: "http://simulator.invalid/v1", fetch, maxRetries: 1 });

/** A server that answers differently each time and lets a key slip into its answers. */
function counting() {
  let calls = 0;
  return createSimulator({
    models: { m: () => replyText(`answer ${++calls} for the key ${apiKey}`) },
    faults: [{ fault: { kind: "rate_limit", retryAfterMs: 1 }, index: 0 }],
  });
}

async function recorded() {
  const file = await temporary();
  const client = clientOf(recordTo({ file, fetch: counting().fetch }).fetch);
  const ask = { model: "m", input: "hi", temperature: 0 };
  const answers = [
    (await client.responses.create(ask)).output_text,
    (await client.responses.create(ask)).output_text,
  ];
  let streamed = "";
  for await (const event of await client.responses.create({ ...ask, stream: true }))
    if (event.type === "response.output_text.delta") streamed += event.delta;
  return { file, answers: [...answers, streamed] };
}

describe("a recording", () => {
  it("passes answers through as they are", async () => {
    const { answers } = await recorded();
    expect(answers).toEqual([1, 2, 3].map((n) => `answer ${n} for the key ${apiKey}`));
  });

  it("holds one line a request, and neither headers of requests nor the key", async () => {
    const { file } = await recorded();
    const text = await readFile(file, "utf8");
    expect(text.trim().split("\n")).toHaveLength(4);
    expect(text).not.toContain(apiKey);
    expect(text).toContain("answer 1 for the key [key]");
    expect(text.toLowerCase()).not.toMatch(/authorization|bearer|x-stainless/u);
  });

  it("goes on at the end of its file", async () => {
    const file = await temporary();
    for (const input of ["one", "two"])
      await clientOf(recordTo({ file, fetch: counting().fetch }).fetch).responses.create({
        model: "m",
        input,
      });
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(4);
  });

  it("leaves out an answer that broke off", async () => {
    const file = await temporary();
    const { fetch } = createSimulator({
      models: { m: () => replyText("hello") },
      faults: [{ fault: { kind: "cut" } }],
    });
    const call = clientOf(recordTo({ file, fetch }).fetch).responses.create({
      model: "m",
      input: "hi",
    });
    await expect(call).rejects.toThrow("terminated");
    await expect(readFile(file, "utf8")).rejects.toThrow("ENOENT");
  });

  it("that cannot be written is an error with the file's name", async () => {
    const file = join(await temporary(), "calls.jsonl");
    await writeFile(join(file, ".."), "a file, not a folder");
    const { fetch } = recordTo({ file, fetch: createSimulator({ models: {} }).fetch });
    const read = async () => (await fetch("http://simulator.invalid/v1/models")).text();
    await expect(read()).rejects.toMatchObject({ code: "storage" });
    await expect(read()).rejects.toThrow(file);
  });
});

describe("a replay", () => {
  it("gives the recorded answers in their order, faults and streams included", async () => {
    const { file } = await recorded();
    const client = clientOf((await replayFrom({ file })).fetch);
    const ask = { temperature: 0, input: "hi", model: "m" };
    const texts = [];
    for (let call = 0; call < 3; call++)
      texts.push((await client.responses.create(ask)).output_text);
    expect(texts).toEqual([1, 2, 2].map((n) => `answer ${n} for the key [key]`));
    const stream = await client.responses.stream(ask).finalResponse();
    expect(stream.output_text).toBe("answer 3 for the key [key]");
  });

  it("says clearly that a request was not recorded, and in what it differs", async () => {
    const { file } = await recorded();
    const client = clientOf((await replayFrom({ file })).fetch);
    const call = client.responses.create({ model: "m", input: "hello", temperature: 0 });
    await expect(call).rejects.toMatchObject({ status: 400, code: "not_recorded" });
    await expect(call).rejects.toThrow(
      `POST /v1/responses: this request is not in the recording ${file}; the nearest recorded one differs in input.`,
    );
    await expect(client.models.list()).rejects.toThrow("no request to that path was recorded");
  });

  it("of a file that is missing or not a recording is refused", async () => {
    const file = await temporary();
    await expect(replayFrom({ file })).rejects.toMatchObject({ code: "not_found" });
    await writeFile(file, '{"key":"x"}\n');
    await expect(replayFrom({ file })).rejects.toThrow(`${file}:1`);
  });
});
