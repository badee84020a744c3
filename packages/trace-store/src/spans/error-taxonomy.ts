import type { ErrorGroup } from "../answers.ts";
import { budgets } from "../budgets.ts";
import { byCodePoint } from "./by-code-point.ts";
import { head } from "./show-spans.ts";

/** Groups error spans by name and the beginning of their message. */
export interface ErrorTaxonomy {
  add(traceId: string, spanName: string, message: string): void;
  /** The largest groups; equally large ones in order of first sight. */
  groups(): ErrorGroup[];
}

export function createErrorTaxonomy(): ErrorTaxonomy {
  const groups = new Map<
    string,
    { name: string; message: string; spans: number; traces: Set<string> }
  >();
  return {
    add(traceId, name, fullMessage) {
      const message = head(fullMessage, budgets.taxonomyMessage);
      const key = JSON.stringify([name, message]);
      const group = groups.get(key) ?? { name, message, spans: 0, traces: new Set<string>() };
      group.spans++;
      group.traces.add(traceId);
      groups.set(key, group);
    },
    groups: () =>
      [...groups.values()]
        .sort((a, b) => b.spans - a.spans)
        .slice(0, budgets.taxonomyGroups)
        .map(({ name, message, spans, traces }) => ({
          span_name: name,
          status_message: message,
          error_span_count: spans,
          trace_count: traces.size,
          example_trace_ids: [...traces].sort(byCodePoint).slice(0, budgets.taxonomyExamples),
        })),
  };
}
