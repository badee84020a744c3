import type { HarnessConfig } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import { citing, quotable } from "../../evidence/quotable.ts";
import { artifactsLeftBy, missingKey } from "./artifacts.ts";
import type { Observation } from "./observation.ts";

/** What a run left behind: artifacts that are missing, and statements that no file stands behind. */
export function outputIn(trace: TraceEvidence, harness: HarnessConfig): Observation[] {
  return [...missingArtifacts(trace, harness), ...uncitedClaims(trace, harness)];
}

/** Artifact spans tell what was kept; without any such span nothing is concluded. */
function missingArtifacts(trace: TraceEvidence, harness: HarnessConfig): Observation[] {
  const left = artifactsLeftBy(trace);
  if (!left) return [];
  const marked = trace.spans.some((span) => missingKey in span.attributes);
  return harness.required_artifacts
    .filter(({ path }) => !left.has(path))
    .map(({ path }) => ({
      kind: "artifact_missing",
      key: path,
      traceId: trace.traceId,
      claim: {
        text: `${path} is required, and the run did not leave it.`,
        about: trace.traceId,
        evidence: [
          {
            ref: `trace:${trace.traceId}`,
            quote: null,
            count: 0,
            filter: [
              { key: "name", match: "contains" as const, value: "artifact_write" },
              { key: "sdk.data.filename", match: "equals" as const, value: path },
              ...(marked ? [{ key: missingKey, match: "equals" as const, value: "false" }] : []),
            ],
          },
        ],
      },
    }));
}

/** A statement with a figure is one that somebody will act on. */
function uncitedClaims(trace: TraceEvidence, harness: HarnessConfig): Observation[] {
  const statements = statementsIn(trace.answer);
  const uncited = statements.filter(({ cited }) => !cited);
  // Runs over something else than files cite nothing, and need not.
  if (!namesFiles(trace, harness) || statements.length < 3) return [];
  if (uncited.length * 2 < statements.length) return [];
  const [first] = uncited.toSorted((a, b) => b.text.length - a.text.length);
  const quote = quotable(first?.text ?? "");
  if (quote === null) return [];
  return [
    {
      kind: "uncited_claims",
      key: "answer",
      traceId: trace.traceId,
      claim: {
        text: `${uncited.length} of ${statements.length} statements with figures in the answer name no file, for example this one.`,
        about: trace.traceId,
        evidence: [citing(`trace:${trace.traceId}`, quote)],
      },
    },
  ];
}

function statementsIn(answer: string): { text: string; cited: boolean }[] {
  return answer
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#") && !/^sources?:/i.test(line))
    .filter((line) =>
      /[$€£¥]\s?\d|\d\s?%|\b\d[\d,.]*\s?(?:[MKB]\b|million|billion|months?)/.test(line),
    )
    .map((text) => ({ text, cited: filePath.test(text) }));
}

const filePath =
  /[\p{L}\p{N}_-]+\.(?:csv|tsv|json|jsonl|md|txt|pdf|xlsx?|docx?|ya?ml|html?|parquet|sql)\b/iu;

function namesFiles(trace: TraceEvidence, { tool_policy }: HarnessConfig): boolean {
  return trace.spans.some((span) => {
    const input = span.attributes["input.value"];
    return typeof input === "string" && input.includes(`${tool_policy.allowed_data_root}/`);
  });
}
