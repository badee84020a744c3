import type { ReplyItem, ScriptedModel } from "@loopwright/core/model";
import {
  Agent,
  applyDiff,
  applyPatchTool,
  OpenAIProvider,
  Runner,
  setTracingDisabled,
  tool,
  type Editor,
} from "@openai/agents";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createSimulator, replyCall, replyJson, replyText, serveSimulator } from "./index.ts";

beforeAll(() => setTracingDisabled(true));

/** Reads a file, writes a note with what it read, mends it, then answers. */
const clerk: ScriptedModel = ({ items, responseFormat }) => {
  if (responseFormat) return replyJson({ total: 42 });
  const done = items.filter((item) => item.type.endsWith("_output")).length;
  const steps: ReplyItem[][] = [
    replyCall("read_file", { path: "figures.md" }),
    patch({ type: "create_file", path: "note.md", diff: "+total: 41\n+checked\n" }),
    patch({ type: "update_file", path: "note.md", diff: "@@\n-total: 41\n+total: 42\n checked\n" }),
  ];
  return steps[done] ?? replyText("The note is written.");
};
const patch = (
  operation: Extract<ReplyItem, { type: "apply_patch" }>["operation"],
): ReplyItem[] => [{ type: "apply_patch", operation }];

const simulator = createSimulator({ models: { clerk } });
const server = await serveSimulator(simulator);
afterAll(() => server.close());

const clients = {
  "in process": new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: simulator.fetch,
  }),
  "on loopback": new OpenAI({ apiKey: "offline", baseURL: server.baseURL }),
};

/** An agent over files in memory. */
function clerkAgent() {
  const files = new Map([["figures.md", "20 + 22"]]);
  const reads: string[] = [];
  const readFile = tool({
    name: "read_file",
    description: "Reads a file.",
    parameters: z.object({ path: z.string() }),
    execute: ({ path }) => {
      reads.push(path);
      return files.get(path) ?? "no such file";
    },
  });
  const editor: Editor = {
    createFile: async ({ path, diff }) => void files.set(path, applyDiff("", diff, "create")),
    updateFile: async ({ path, diff }) => {
      files.set(path, applyDiff(files.get(path) ?? "", diff));
      return { status: "completed", output: `updated ${path}` };
    },
    deleteFile: async ({ path }) => void files.delete(path),
  };
  const tools = [readFile, applyPatchTool({ editor })];
  const agent = new Agent({
    name: "Clerk",
    instructions: "Keep the books.",
    model: "clerk",
    tools,
  });
  return { agent, files, reads };
}

describe.each(Object.entries(clients))("the Agents SDK, %s", (_, openAIClient) => {
  const runner = (useResponses = true) =>
    new Runner({ modelProvider: new OpenAIProvider({ openAIClient, useResponses }) });

  it("calls tools, applies patches and reads the answer", async () => {
    const { agent, files, reads } = clerkAgent();
    const result = await runner().run(agent, "Write the note.");
    expect(result.finalOutput).toBe("The note is written.");
    expect(reads).toEqual(["figures.md"]);
    expect(files.get("note.md")).toBe("total: 42\nchecked");
    expect(result.rawResponses).toHaveLength(4);
    expect(result.rawResponses.every(({ usage }) => usage.inputTokens > 0)).toBe(true);
    const inputs = result.rawResponses.map(({ usage }) => usage.inputTokens);
    expect(inputs.toSorted((a, b) => a - b)).toEqual(inputs);
  });

  it("streams the same run", async () => {
    const { agent, files } = clerkAgent();
    const result = await runner().run(agent, "Write the note.", { stream: true });
    const seen: string[] = [];
    for await (const event of result)
      if (event.type === "run_item_stream_event") seen.push(event.name);
    await result.completed;
    expect(result.finalOutput).toBe("The note is written.");
    expect(files.get("note.md")).toBe("total: 42\nchecked");
    expect(seen.filter((name) => name === "tool_called")).toHaveLength(3);
  });

  it("parses a structured answer", async () => {
    const agent = new Agent({
      name: "Adder",
      model: "clerk",
      outputType: z.object({ total: z.number() }),
    });
    const result = await runner().run(agent, "20 + 22");
    expect(result.finalOutput).toEqual({ total: 42 });
  });

  it.each([false, true])("calls tools over chat completions, streamed: %s", async (stream) => {
    const asks: ScriptedModel = ({ items }) =>
      items.some((item) => item.type === "function_call_output")
        ? replyText("Read.")
        : replyCall("read_file", { path: "figures.md" });
    const chat = createSimulator({ models: { clerk: asks } });
    const provider = new OpenAIProvider({
      openAIClient: new OpenAI({
        apiKey: "offline",
        baseURL: "http://simulator.invalid/v1",
        fetch: chat.fetch,
      }),
      useResponses: false,
    });
    const { agent, reads } = clerkAgent();
    const chatAgent = agent.clone({ tools: agent.tools.slice(0, 1) });
    const chatRunner = new Runner({ modelProvider: provider });
    const answer = async () => {
      if (!stream) return (await chatRunner.run(chatAgent, "Read.")).finalOutput;
      const result = await chatRunner.run(chatAgent, "Read.", { stream });
      await result.completed;
      return result.finalOutput;
    };
    expect(await answer()).toBe("Read.");
    expect(reads).toEqual(["figures.md"]);
    expect(new Set(chat.requests.map(({ path }) => path))).toEqual(
      new Set(["/v1/chat/completions"]),
    );
  });
});
