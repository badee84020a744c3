import { piecesOf } from "../sse.ts";
import type { MessageOutput, OutputItem, ResponseObject } from "./wire-response.ts";

interface StreamEvent {
  type: string;
  [key: string]: unknown;
}

/** The response as server-sent events, in the order and with the numbering of the API. */
export function* responseEvents(response: ResponseObject): Generator<string> {
  let sequence = 0;
  for (const event of eventsOf(response)) {
    const data = JSON.stringify({ ...event, sequence_number: sequence++ });
    yield `event: ${event.type}\ndata: ${data}\n\n`;
  }
}

function* eventsOf(response: ResponseObject): Generator<StreamEvent> {
  const begun: ResponseObject = { ...response, status: "in_progress", output: [], usage: null };
  yield { type: "response.created", response: begun };
  yield { type: "response.in_progress", response: begun };
  for (const [output_index, item] of response.output.entries()) {
    yield { type: "response.output_item.added", output_index, item: beginningOf(item) };
    yield* itemEvents(item, { item_id: item.id, output_index });
    yield { type: "response.output_item.done", output_index, item };
  }
  yield { type: "response.completed", response };
}

/** An item before its content has arrived. */
function beginningOf(item: OutputItem): OutputItem {
  const status = "in_progress";
  if (item.type === "message") return { ...item, status, content: [] };
  if (item.type === "function_call") return { ...item, status, arguments: "" };
  return { ...item, status };
}

function* itemEvents(
  item: OutputItem,
  place: { item_id: string; output_index: number },
): Generator<StreamEvent> {
  if (item.type === "message") yield* textEvents(item, place);
  if (item.type === "function_call") {
    const type = "response.function_call_arguments";
    for (const delta of piecesOf(item.arguments)) yield { type: `${type}.delta`, ...place, delta };
    yield { type: `${type}.done`, ...place, name: item.name, arguments: item.arguments };
  }
}

function* textEvents(
  item: MessageOutput,
  place: { item_id: string; output_index: number },
): Generator<StreamEvent> {
  for (const [content_index, part] of item.content.entries()) {
    const at = { ...place, content_index };
    yield { type: "response.content_part.added", ...at, part: { ...part, text: "" } };
    for (const delta of piecesOf(part.text))
      yield { type: "response.output_text.delta", ...at, delta, logprobs: [] };
    yield { type: "response.output_text.done", ...at, text: part.text, logprobs: [] };
    yield { type: "response.content_part.done", ...at, part };
  }
}
