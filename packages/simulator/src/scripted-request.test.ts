import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator, replyText } from "./index.ts";

/** A client of a model that keeps what it was given. */
function observed(reply: readonly ReplyItem[] = replyText("ok")) {
  const seen: ScriptedRequest[] = [];
  const simulator = createSimulator({
    models: {
      m: (request) => {
        seen.push(request);
        return reply;
      },
    },
  });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: simulator.fetch,
  });
  return { client, seen, simulator };
}

const parameters = { type: "object", properties: { cmd: { type: "string" } } };

describe("a scripted model", () => {
  it("sees the same conversation through both wire formats", async () => {
    const { client, seen } = observed();
    await client.responses.create({
      model: "m",
      instructions: "Be brief.",
      input: [
        { role: "user", content: "list the files" },
        { type: "reasoning", id: "rs_1", summary: [] },
        { type: "function_call", call_id: "c1", name: "run", arguments: '{"cmd":"ls"}' },
        { type: "function_call_output", call_id: "c1", output: "a.md" },
        { role: "assistant", content: "a.md it is" },
        { role: "user", content: [{ type: "input_text", text: "thanks" }] },
      ],
      tools: [{ type: "function", name: "run", parameters, strict: false }],
    });
    await client.chat.completions.create({
      model: "m",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "list the files" },
        {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "c1", type: "function", function: { name: "run", arguments: '{"cmd":"ls"}' } },
          ],
        },
        { role: "tool", tool_call_id: "c1", content: "a.md" },
        { role: "assistant", content: "a.md it is" },
        { role: "user", content: [{ type: "text", text: "thanks" }] },
      ],
      tools: [{ type: "function", function: { name: "run", parameters } }],
    });
    expect(seen[0]).toEqual({
      model: "m",
      instructions: "Be brief.",
      items: [
        { type: "message", role: "user", text: "list the files" },
        { type: "function_call", callId: "c1", name: "run", arguments: '{"cmd":"ls"}' },
        { type: "function_call_output", callId: "c1", output: "a.md" },
        { type: "message", role: "assistant", text: "a.md it is" },
        { type: "message", role: "user", text: "thanks" },
      ],
      tools: [{ type: "function", name: "run", parameters }],
    });
    expect(seen[1]).toEqual(seen[0]);
  });

  it("sees the schema that was asked for, through both wire formats", async () => {
    const { client, seen } = observed();
    const schema = { type: "object", properties: {} };
    const messages = [{ role: "user" as const, content: "hi" }];
    await client.responses.create({
      model: "m",
      input: "hi",
      text: { format: { type: "json_schema", name: "verdict", schema, strict: true } },
    });
    await client.chat.completions.create({
      model: "m",
      messages,
      response_format: { type: "json_schema", json_schema: { name: "verdict", schema } },
    });
    await client.chat.completions.create({
      model: "m",
      messages,
      response_format: { type: "json_object" },
    });
    await client.responses.create({
      model: "m",
      input: "hi",
      text: { format: { type: "text" } },
    });
    expect(seen.map((request) => request.responseFormat)).toEqual([
      { name: "verdict", schema },
      { name: "verdict", schema },
      { name: "json_object", schema: { type: "object" } },
      undefined,
    ]);
  });

  it("sees pictures as a mark and is spared tools that the caller switched off", async () => {
    const { client, seen } = observed();
    await client.responses.create({
      model: "m",
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: "what is this? " },
            { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
          ],
        },
      ],
      tools: [{ type: "function", name: "run", parameters, strict: false }, { type: "web_search" }],
      tool_choice: "none",
    });
    expect(seen[0]?.items).toEqual([
      { type: "message", role: "user", text: "what is this? [input_image]" },
    ]);
    expect(seen[0]?.tools).toEqual([]);
  });

  it("edits files in one way, whether the tool is built in or a plain function", async () => {
    const operation = { type: "create_file" as const, path: "a.md", diff: "+hello\n" };
    const { client, seen } = observed([{ type: "apply_patch", operation }]);
    const response = await client.responses.create({
      model: "m",
      input: "write",
      tools: [{ type: "apply_patch" }],
    });
    expect(response.output[0]).toMatchObject({ type: "apply_patch_call", operation });
    const tools = [{ type: "function" as const, function: { name: "apply_patch" } }];
    const first = await client.chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: "write" }],
      tools,
    });
    const message = first.choices[0]?.message;
    const call = message?.tool_calls?.[0];
    if (!message || call?.type !== "function") throw new Error("no call");
    expect(JSON.parse(call.function.arguments)).toEqual({ operation });
    await client.chat.completions.create({
      model: "m",
      messages: [
        { role: "user", content: "write" },
        message,
        { role: "tool", tool_call_id: call.id, content: "Created a.md" },
      ],
      tools,
    });
    expect(seen[2]?.items.slice(1)).toEqual([
      { type: "apply_patch_call", callId: call.id, operation },
      {
        type: "apply_patch_call_output",
        callId: call.id,
        status: "completed",
        output: "Created a.md",
      },
    ]);
  });

  it("sees the earlier conversation that the caller refers to, and not its instructions", async () => {
    const { client, seen } = observed();
    const first = await client.responses.create({
      model: "m",
      instructions: "Old.",
      input: "one",
    });
    const second = await client.responses.create({
      model: "m",
      input: "two",
      previous_response_id: first.id,
    });
    await client.responses.create({
      model: "m",
      input: "three",
      previous_response_id: second.id,
    });
    expect(seen[2]?.instructions).toBe("");
    expect(seen[2]?.items).toEqual(
      ["one", "ok", "two", "ok", "three"].map((text, index) => ({
        type: "message",
        role: index % 2 === 0 ? "user" : "assistant",
        text,
      })),
    );
  });

  it("sees what came of a patch in a conversation that is continued", async () => {
    const operation = { type: "delete_file" as const, path: "a.md" };
    const { client, seen } = observed([{ type: "apply_patch", operation }]);
    const tools: OpenAI.Responses.Tool[] = [
      { type: "function", name: "apply_patch", parameters, strict: false },
    ];
    const first = await client.responses.create({ model: "m", input: "tidy up", tools });
    const [call] = first.output;
    if (call?.type !== "function_call") throw new Error("no call");
    await client.responses.create({
      model: "m",
      previous_response_id: first.id,
      input: [{ type: "function_call_output", call_id: call.call_id, output: "gone" }],
      tools,
    });
    expect(seen[1]?.items.slice(1).map(({ type }) => type)).toEqual([
      "apply_patch_call",
      "apply_patch_call_output",
    ]);
  });

  it("forgets the oldest conversations when they weigh too much together", async () => {
    const { client } = observed();
    const ids: string[] = [];
    for (let call = 0; call < 9; call++) {
      const input = `${call} ${"word ".repeat(400_000)}`;
      ids.push((await client.responses.create({ model: "m", input })).id);
    }
    const goOn = (previous_response_id = "") =>
      client.responses.create({ model: "m", input: "and?", previous_response_id });
    await expect(goOn(ids[0])).rejects.toMatchObject({ code: "previous_response_not_found" });
    await expect(goOn(ids[8])).resolves.toMatchObject({ status: "completed" });
  });

  it("is not remembered where the caller says so", async () => {
    const { client } = observed();
    const { id } = await client.responses.create({ model: "m", input: "one", store: false });
    await expect(
      client.responses.create({ model: "m", input: "two", previous_response_id: id }),
    ).rejects.toMatchObject({ status: 400, code: "previous_response_not_found" });
  });
});

describe("a scripted model that breaks its contract", () => {
  it.each<[string, readonly ReplyItem[], string]>([
    [
      "calls a tool that it was not offered",
      [{ type: "function_call", name: "rm", arguments: {} }],
      "called the tool 'rm', which was not offered (offered: run)",
    ],
    [
      "patches without the patch tool",
      [{ type: "apply_patch", operation: { type: "delete_file", path: "a.md" } }],
      "called the tool 'apply_patch', which was not offered (offered: run)",
    ],
    ["answers nothing", [], "answered with no items"],
  ])("%s: one 500 that says so, without retries", async (_, reply, words) => {
    const { client, simulator } = observed(reply);
    const call = client.responses.create({
      model: "m",
      input: "hi",
      tools: [{ type: "function", name: "run", parameters, strict: false }],
    });
    await expect(call).rejects.toMatchObject({ status: 500, code: "scripted_model_error" });
    await expect(call).rejects.toThrow(words);
    expect(simulator.requests).toHaveLength(1);
  });

  it("throws: its message comes back", async () => {
    const simulator = createSimulator({
      models: {
        m: () => {
          throw new Error("no rule for this prompt");
        },
      },
    });
    const client = new OpenAI({
      apiKey: "offline",
      baseURL: "http://simulator.invalid/v1",
      fetch: simulator.fetch,
    });
    await expect(client.responses.create({ model: "m", input: "hi" })).rejects.toThrow(
      "The scripted model 'm' failed: no rule for this prompt",
    );
  });
});
