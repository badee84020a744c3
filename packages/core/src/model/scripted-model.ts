import type { JsonValue } from "../nouns/span-record.ts";

/** One item of a conversation, the same for both wire formats. */
export type RequestItem =
  | { type: "message"; role: "user" | "assistant" | "system" | "developer"; text: string }
  | { type: "function_call"; callId: string; name: string; arguments: string }
  | { type: "function_call_output"; callId: string; output: string }
  | { type: "apply_patch_call"; callId: string; operation: PatchOperation }
  | { type: "apply_patch_call_output"; callId: string; status: string; output: string };

/** A file edit in the Responses API's built-in patch tool; `diff` is V4A text. */
export type PatchOperation =
  | { type: "create_file"; path: string; diff: string }
  | { type: "update_file"; path: string; diff: string }
  | { type: "delete_file"; path: string };

/** A tool that the caller offers. `parameters` is its JSON schema, when it has one. */
export interface OfferedTool {
  type: "function" | "apply_patch" | "other";
  name: string;
  parameters?: JsonValue;
}

/**
 * What a scripted model is given: the request as it came over the wire, parsed, and nothing else.
 * System messages of a chat request appear as `instructions`.
 */
export interface ScriptedRequest {
  model: string;
  instructions: string;
  items: readonly RequestItem[];
  tools: readonly OfferedTool[];
  /** Present when the caller asked for JSON of a given schema. */
  responseFormat?: { name: string; schema: JsonValue };
}

/** What a scripted model answers with. */
export type ReplyItem =
  | { type: "text"; text: string }
  | { type: "function_call"; name: string; arguments: Record<string, JsonValue> }
  | { type: "apply_patch"; operation: PatchOperation };

/** The circumstances of a call that a model would have too: its weights (the seed) and a cancel signal. */
export interface ScriptedContext {
  /** Plays the part of a model's weights: same seed and same request, same reply. */
  seed: string;
  signal?: AbortSignal;
}

/** A model written as a function of its request. */
export type ScriptedModel = (
  request: ScriptedRequest,
  context: ScriptedContext,
) => readonly ReplyItem[] | Promise<readonly ReplyItem[]>;
