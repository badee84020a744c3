// How much a simulated call costs beside the scripted model itself:
//   node --conditions=@loopwright/source packages/simulator/bench/calls.ts
import { createSimulator, replyCall, replyText } from "@loopwright/simulator";
import OpenAI from "openai";

const runs = 100;
const turns = 20;
const instructions = "You read files and report with sources. ".repeat(200);
const fileOf = (run: number, turn: number) =>
  `File ${run}-${turn}: revenue of 1,234 grew by 12% in quarter ${turn}. `.repeat(50);

const simulator = createSimulator({
  models: {
    reader: ({ items }) =>
      items.length > turns * 2 ? replyText("Done.") : replyCall("read", { file: items.length }),
  },
  logLimit: 0,
});
const client = new OpenAI({
  apiKey: "offline",
  baseURL: "http://simulator.invalid/v1",
  fetch: simulator.fetch,
});

/** One run, whose conversation grows by a file a turn. */
async function converse(run: number): Promise<number> {
  const input: OpenAI.Responses.ResponseInput = [{ role: "user", content: `Question ${run}` }];
  for (let turn = 1; ; turn++) {
    const { output } = await client.responses.create({
      model: "reader",
      instructions,
      input,
      tools: [{ type: "function", name: "read", parameters: { type: "object" }, strict: false }],
    });
    const call = output.find((item) => item.type === "function_call");
    if (!call) return turn;
    const { call_id } = call;
    input.push(call, { type: "function_call_output", call_id, output: fileOf(run, turn) });
  }
}

const started = performance.now();
let calls = 0;
for (let run = 0; run < runs; run++) calls += await converse(run);
const ms = performance.now() - started;
console.log(
  `${calls} calls, conversations of up to ${turns} files of ${fileOf(0, 1).length} characters: ` +
    `${(ms / calls).toFixed(2)} ms a call, the client's share included`,
);
