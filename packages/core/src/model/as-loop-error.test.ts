import OpenAI from "openai";
import { expect, it } from "vitest";
import { LoopError } from "../index.ts";
import { asLoopError } from "./index.ts";

const client = new OpenAI({ apiKey: "k", baseURL: "http://model.invalid/v1" });
const call = { endpoint: { client, api: "responses" as const, simulated: false }, model: "m" };

it.each([
  [{ status: 401 }, "model_refused", "OPENAI_API_KEY"],
  [{ status: 403 }, "model_refused", "OPENAI_API_KEY"],
  [{ status: 404 }, "model_refused", "OPENAI_BASE_URL"],
  [{ status: 422 }, "model_refused", "HTTP 422"],
  [{ status: 408 }, "model_unreachable", "HTTP 408"],
  [{ status: 429 }, "model_unreachable", "HTTP 429"],
  [{ status: 500 }, "model_unreachable", "HTTP 500"],
  [new Error("Connection error."), "model_unreachable", "OPENAI_BASE_URL"],
] as const)("tells by %j what can be done", (error, code, words) => {
  const told = asLoopError(error, call);
  expect(told).toMatchObject({ code, cause: error });
  expect(told.message).toMatch(/^m at http:\/\/model\.invalid\/v1: /);
  expect(told.message).toContain(words);
});

it("knows an abort of the caller's", () => {
  const told = asLoopError(new Error("Request was aborted."), {
    ...call,
    signal: AbortSignal.abort(),
  });
  expect(told).toMatchObject({ code: "aborted", message: "m: the call was aborted" });
});

it("gives an error of ours back, however deep the client wrapped it", () => {
  const ours = new LoopError("aborted", "the cost limit is reached");
  const wrapped = new Error("Connection error.", { cause: new Error("fetch", { cause: ours }) });
  expect(asLoopError(wrapped, call)).toBe(ours);
});
