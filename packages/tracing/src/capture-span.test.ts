import { describe, expect, test } from "vitest";
import { captureSpan, type LiveSpan } from "./capture-span.ts";
import { plainJson } from "./plain-json.ts";

const live: LiveSpan = {
  traceId: "trace_1",
  spanId: "span_1",
  parentId: null,
  startedAt: "2026-01-31T09:30:00.000Z",
  endedAt: "2026-01-31T09:30:01.000Z",
  error: null,
  spanData: { type: "custom" },
};

describe("a captured span", () => {
  test("keeps private fields and does not change afterwards", () => {
    const input = [{ role: "user", content: "hi" }];
    const captured = captureSpan({
      ...live,
      spanData: Object.assign({ type: "response" }, { _input: input }),
    });
    input.push({ role: "user", content: "later" });
    expect(captured.data["_input"]).toEqual([{ role: "user", content: "hi" }]);
  });
});

describe("a JSON copy", () => {
  test("never throws and names what JSON cannot hold", () => {
    const ring: Record<string, unknown> = { a: 1 };
    ring["self"] = ring;
    const odd = {
      ring,
      call: () => 1,
      nothing: undefined,
      big: 12n,
      bytes: new Uint8Array(3),
      when: new Date(0),
      never: new Date(Number.NaN),
      half: "\uD83D",
      infinite: Infinity,
      error: new TypeError("no"),
      get bad(): string {
        throw new Error("getter");
      },
    };
    expect(plainJson(odd)).toEqual({
      ring: { a: 1, self: "[circular]" },
      big: "12",
      bytes: "[3 bytes]",
      when: "1970-01-01T00:00:00.000Z",
      never: null,
      half: "\uFFFD",
      infinite: "Infinity",
      error: "TypeError: no",
    });
  });
});
