import { asText, isLoose } from "./loose.ts";

const riskWords = [
  "error",
  "failed",
  "failure",
  "blocked",
  "violation",
  "unavailable",
  "timeout",
  "exception",
];

/** What makes an output a failure marker: `tool_finding`, `tool_warning`; else empty. */
export function outputMarker(output: unknown): string {
  const findings = isLoose(output) ? output["findings"] : undefined;
  if (Array.isArray(findings) && findings.length > 0) return "tool_finding";
  const text = asText(output).toLowerCase();
  return text !== "" && riskWords.some((word) => text.includes(word)) ? "tool_warning" : "";
}

/** What makes a status update a failure marker. */
export function statusMarker(status: {
  terminal_state: string;
  validation_outcome: string;
  triage_outcome: string;
  review_status: string;
}): string {
  if (["failed", "awaiting_review", "blocked"].includes(status.terminal_state))
    return `terminal_${status.terminal_state}`;
  if (!passed(status.validation_outcome)) return `validation_${status.validation_outcome}`;
  if (status.triage_outcome !== "") return "triage_route";
  if (status.review_status !== "" && status.review_status !== "not_required")
    return "review_required";
  return "";
}

/** A validation that said nothing counts as passed. */
export function passed(validation: string): boolean {
  return validation === "" || validation === "passed" || validation === "not_run";
}
