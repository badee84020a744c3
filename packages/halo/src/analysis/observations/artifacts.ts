import type { TraceEvidence } from "../../context/read-context.ts";

/** Marks the span of an artifact that was looked for and not found. */
export const missingKey = "sdk.data.missing";

/** Names of the artifacts that a run left; undefined when no span tells. */
export function artifactsLeftBy(trace: TraceEvidence): ReadonlySet<string> | undefined {
  const spans = trace.spans.filter((span) => span.name.includes("artifact_write"));
  if (spans.length === 0) return undefined;
  return new Set(
    spans
      .filter((span) => span.attributes[missingKey] !== true)
      .flatMap((span) => {
        const name = span.attributes["sdk.data.filename"];
        return typeof name === "string" ? [name] : [];
      }),
  );
}
