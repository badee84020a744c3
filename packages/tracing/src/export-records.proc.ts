import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { SpanRecord } from "@loopwright/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { exportRecords, toReadableSpans } from "./index.ts";

const OtlpValue = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const OtlpSpan = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: OtlpValue })),
  status: z.looseObject({ code: z.number() }),
});
const OtlpBody = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: z.array(z.looseObject({ key: z.string() })) }),
      scopeSpans: z.array(
        z.looseObject({ scope: z.looseObject({ name: z.string() }), spans: z.array(OtlpSpan) }),
      ),
    }),
  ),
});

/** An OTLP receiver on the loopback interface that keeps what it is sent. */
async function receiver(status = 200) {
  const bodies: z.infer<typeof OtlpBody>[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      bodies.push(OtlpBody.parse(body));
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z
    .object({ port: z.number() })
    .parse(server.address() satisfies AddressInfo | string | null);
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    bodies,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const record = (index: number): SpanRecord => ({
  trace_id: "43d9b03619a9d2ed4d2f3e3fd17c8bf4",
  span_id: `00000000000000${(index + 16).toString(16)}`,
  parent_span_id: index === 0 ? "" : "0000000000000010",
  trace_state: "",
  name: index === 0 ? "agent.Desk" : "response.sim-1",
  kind: index === 0 ? "SPAN_KIND_INTERNAL" : "SPAN_KIND_CLIENT",
  start_time: "2026-01-31T09:30:00.123456789Z",
  end_time: "2026-01-31T09:30:02.000000001Z",
  status:
    index === 2
      ? { code: "STATUS_CODE_ERROR", message: "boom" }
      : { code: "STATUS_CODE_OK", message: "" },
  resource: { attributes: { "service.name": "shop" } },
  scope: { name: "openai-agents-sdk", version: "0.20" },
  attributes: {
    "inference.llm.input_tokens": 7,
    "agent.tools": ["a", "b"],
    "gen_ai.response.finish_reasons": '["stop"]',
    deep: { a: 1 },
    none: null,
    ...(index === 2 ? { "exception.message": "it broke", "exception.type": "RangeError" } : {}),
  },
});
const records = [0, 1, 2].map(record);

describe("the OTLP exporter", () => {
  test("sends the same ids, parents and times", async () => {
    const { url, bodies, close } = await receiver();
    const exporter = new OTLPTraceExporter({ url });
    await exportRecords({ records, exporter, batchSize: 2 });
    await exporter.shutdown();
    await close();
    expect(bodies).toHaveLength(2);
    const groups = bodies.flatMap((body) => body.resourceSpans);
    const spans = groups.flatMap((group) => group.scopeSpans.flatMap((scope) => scope.spans));
    expect(
      spans.map((span) => [span.traceId, span.spanId, span.parentSpanId ?? "", span.name]),
    ).toEqual(records.map((each) => [each.trace_id, each.span_id, each.parent_span_id, each.name]));
    for (const span of spans) {
      expect(span.startTimeUnixNano).toBe("1769851800123456789");
      expect(span.endTimeUnixNano).toBe("1769851802000000001");
    }
    expect(spans.map((span) => [span.kind, span.status.code])).toEqual([
      [1, 1],
      [3, 1],
      [3, 2],
    ]);
    expect(
      spans[0]?.attributes.find(({ key }) => key === "inference.llm.input_tokens")?.value,
    ).toEqual({ intValue: 7 });
    expect(groups[0]?.resource.attributes[0]?.key).toBe("service.name");
  });

  test("that is refused is an error with the reason", async () => {
    const { url, close } = await receiver(400);
    const exporter = new OTLPTraceExporter({ url });
    await expect(exportRecords({ records, exporter })).rejects.toMatchObject({
      name: "LoopError",
      code: "engine",
      message: expect.stringMatching(/took 0 of 3 spans, then failed: .+/),
    });
    await exporter.shutdown();
    await close();
  });

  test("is never asked to take batches of none", async () => {
    const exporter = new InMemorySpanExporter();
    await expect(exportRecords({ records, exporter, batchSize: 0 })).rejects.toMatchObject({
      code: "bad_input",
    });
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  test("that throws is an error too", async () => {
    const exporter = {
      export() {
        throw new Error("not connected");
      },
      shutdown: async () => {},
    };
    await expect(exportRecords({ records, exporter })).rejects.toThrow("not connected");
  });
});

describe("readable spans", () => {
  test("pass through stock span processors", async () => {
    const exporter = new InMemorySpanExporter();
    const processor = new SimpleSpanProcessor(exporter);
    for (const span of toReadableSpans(records)) processor.onEnd(span);
    await processor.forceFlush();
    expect(exporter.getFinishedSpans().map((span) => span.spanContext().spanId)).toEqual(
      records.map((each) => each.span_id),
    );
  });

  test("hold values that OpenTelemetry allows, and errors as events", () => {
    const [first, , third] = toReadableSpans(records);
    expect(first?.attributes).toEqual({
      "inference.llm.input_tokens": 7,
      "agent.tools": ["a", "b"],
      "gen_ai.response.finish_reasons": ["stop"],
      deep: '{"a":1}',
    });
    expect(first?.events).toEqual([]);
    expect(third?.events[0]).toMatchObject({
      name: "exception",
      attributes: { "exception.message": "it broke", "exception.type": "RangeError" },
    });
    expect(third?.duration).toEqual([1, 876543212]);
  });
});
