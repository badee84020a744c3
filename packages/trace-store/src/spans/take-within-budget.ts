import type { ShownSpan } from "../answers.ts";
import { budgets } from "../budgets.ts";
import type { ExactSpan } from "../index/exact-span.ts";
import { cutSpan, shown } from "./show-spans.ts";

/** Takes spans until their number or their bytes reach the limit; a first span too large is cut further. */
export function takeWithinBudget(limit: number) {
  const spans: ShownSpan[] = [];
  let bytes = 0;
  let more = false;
  return {
    room: () => (more ? 0 : limit - spans.length),
    /** False when the span did not fit; nothing is taken after that. */
    offer(span: ExactSpan): boolean {
      if (more || spans.length >= limit) {
        more = true;
        return false;
      }
      const cut = cutSpan(span, budgets.overviewAttribute);
      const fits = bytes + cut.bytes <= budgets.response;
      if (!fits && spans.length > 0) {
        more = true;
        return false;
      }
      bytes += cut.bytes;
      spans.push(fits ? shown(cut) : shown(cutSpan(span, 64)));
      return true;
    },
    result: () => ({ spans, has_more: more }),
  };
}
