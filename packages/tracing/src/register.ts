import type { TraceRouter } from "./trace-router.ts";

/**
 * Makes the router this process's only trace processor. That also takes out the SDK's own exporter, which
 * would send traces to a hosted service as soon as any key is set, and it turns tracing on where the SDK
 * turned it off (it does so under `NODE_ENV=test`, so in every test runner): nothing leaves the process.
 *
 * Call it once at start, before the first run. Traces that run at that moment are lost.
 *
 * @example await registerTraceRouter(createTraceRouter())
 */
export async function registerTraceRouter(router: TraceRouter): Promise<void> {
  const { setTraceProcessors, setTracingDisabled } = await import("@openai/agents");
  setTraceProcessors([router.processor]);
  setTracingDisabled(false);
}
