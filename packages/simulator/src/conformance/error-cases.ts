import assert from "node:assert/strict";
import { z } from "zod";
import { asks } from "./target.ts";
import type { ConformanceCase, ConformanceTarget } from "./target.ts";

const Refusal = z.object({
  status: z.int(),
  message: z.string(),
  code: z.string().nullish(),
});

/** Error bodies and codes. */
export function errorCases({ client: given, model }: ConformanceTarget): ConformanceCase[] {
  const client = given.withOptions({ maxRetries: 0 });
  const unknown = "no-such-model-4711";
  const messages = [{ role: "user" as const, content: asks.week }];
  return [
    {
      name: "errors: an unknown model is named, in both formats",
      async run() {
        const refusals = [
          await refusalOf(client.responses.create({ model: unknown, input: asks.week })),
          await refusalOf(client.chat.completions.create({ model: unknown, messages })),
        ];
        for (const { status, code, message } of refusals) {
          // The API has used both numbers.
          assert.ok(status === 404 || status === 400, String(status));
          assert.equal(code, "model_not_found");
          assert.match(message, /no-such-model-4711/u);
        }
      },
    },
    {
      name: "errors: a request without a bearer key is refused",
      async run() {
        const headers = { Authorization: "Basic bm9ib2R5" };
        const { status } = await refusalOf(
          client.responses.create({ model, input: asks.week }, { headers }),
        );
        assert.equal(status, 401);
      },
    },
    {
      name: "errors: a missing parameter is named",
      async run() {
        const { status, message } = await refusalOf(
          client.post("/responses", { body: { input: asks.week } }),
        );
        assert.equal(status, 400);
        assert.match(message, /model/u);
      },
    },
    {
      name: "errors: a previous response that does not exist is refused",
      async run() {
        const { status, code } = await refusalOf(
          client.responses.create({
            model,
            input: asks.week,
            previous_response_id: `resp_${"0".repeat(48)}`,
          }),
        );
        assert.equal(status, 400);
        assert.equal(code, "previous_response_not_found");
      },
    },
    {
      name: "errors: an unknown path is not found",
      async run() {
        const { status } = await refusalOf(client.post("/no-such-path", { body: { model } }));
        assert.equal(status, 404);
      },
    },
  ];
}

async function refusalOf(call: PromiseLike<unknown>): Promise<z.infer<typeof Refusal>> {
  try {
    await call;
  } catch (error) {
    return Refusal.parse(error);
  }
  throw new assert.AssertionError({ message: "the call was answered, not refused" });
}
