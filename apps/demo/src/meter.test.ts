import { describe, expect, it } from "vitest";
import { createMeter } from "./meter.ts";

const answering = (body: unknown) => () => Promise.resolve(Response.json(body));
const call = (meter: ReturnType<typeof createMeter>) =>
  meter.fetch("http://model.invalid/v1/responses");

describe("createMeter", () => {
  it("adds up the tokens of both wire formats and leaves the reply readable", async () => {
    const responses = createMeter({
      fetch: answering({ usage: { input_tokens: 10, output_tokens: 4 } }),
    });
    expect(await (await call(responses)).json()).toEqual({
      usage: { input_tokens: 10, output_tokens: 4 },
    });
    await call(responses);
    expect(responses.usage()).toEqual({ requests: 2, input_tokens: 20, output_tokens: 8 });
    const chat = createMeter({
      fetch: answering({ usage: { prompt_tokens: 7, completion_tokens: 3 } }),
    });
    await call(chat);
    expect(chat.usage()).toEqual({ requests: 1, input_tokens: 7, output_tokens: 3 });
  });

  it("counts no call that reports no usage", async () => {
    const meter = createMeter({ fetch: answering({ data: [] }) });
    await call(meter);
    expect(meter.usage().requests).toBe(0);
  });

  it("knows the cost only when it knows the prices", async () => {
    const usage = { usage: { input_tokens: 1_000_000, output_tokens: 100_000 } };
    const priced = createMeter({ fetch: answering(usage), prices: { input: 5, output: 30 } });
    await call(priced);
    expect(priced.cost()).toBe(8);
    expect(createMeter({ fetch: answering(usage) }).cost()).toBeUndefined();
  });

  it("starts no call once the limit is reached", async () => {
    let calls = 0;
    const meter = createMeter({
      fetch: () => {
        calls++;
        return Promise.resolve(
          Response.json({ usage: { input_tokens: 1_000_000, output_tokens: 0 } }),
        );
      },
      prices: { input: 5, output: 30 },
      maxCost: 9,
    });
    await call(meter);
    await call(meter);
    await expect(call(meter)).rejects.toMatchObject({ code: "aborted" });
    expect(calls).toBe(2);
  });
});
