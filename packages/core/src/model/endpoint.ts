import type OpenAI from "openai";

/** Which of the two OpenAI wire formats an endpoint speaks. */
export type ModelApi = "responses" | "chat_completions";

/**
 * Where model calls go: an official client (pointed at OpenAI, a compatible server or the simulator), the
 * wire format it speaks, and whether scripted models answer. Stages never look at `simulated`; it is carried
 * into what they report.
 */
export interface ModelEndpoint {
  client: OpenAI;
  api: ModelApi;
  simulated: boolean;
}
