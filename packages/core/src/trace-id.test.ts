import { expect, it } from "vitest";
import { sdkTraceIdOf, TraceId, traceIdOf } from "./index.ts";

it("gives the label trace-01 the id that the whole world agrees on", () => {
  expect(traceIdOf("trace-01")).toBe("43d9b03619a9d2ed4d2f3e3fd17c8bf4");
  expect(sdkTraceIdOf("trace-01")).toBe("trace_43d9b03619a9d2ed4d2f3e3fd17c8bf4");
});

it("gives every label a valid id of its own", () => {
  const ids = Array.from({ length: 500 }, (_, i) => traceIdOf(`trace-${i}`));
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(TraceId.parse(id)).toBe(id);
});
