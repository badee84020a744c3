import { outputMarker } from "./failure-markers.ts";
import { parseJson } from "./loose.ts";

/** An input or output as data. */
export interface Reading {
  value: unknown;
  /** As an output: `tool_finding`, `tool_warning` or empty. */
  marker(): string;
}

const mostKept = 50_000;
const longestKept = 2000;

/**
 * Reads inputs and outputs, which are often JSON written as text. The same text gives the same object: tools answer
 * alike again and again, and later steps know it by identity.
 */
export function createReader(): (value: unknown) => Reading {
  const kept = new Map<string, Reading>();
  return (value) => {
    if (typeof value !== "string") return reading(value);
    let found = kept.get(value);
    if (!found) {
      found = reading(parseJson(value) ?? value);
      if (kept.size >= mostKept) kept.clear();
      if (value.length <= longestKept) kept.set(value, found);
    }
    return found;
  };
}

function reading(value: unknown): Reading {
  let marker: string | undefined;
  return { value, marker: () => (marker ??= outputMarker(value)) };
}
