import { expect, it } from "vitest";
import { bundleOf } from "../fixtures/small-bundle.ts";
import { caseFacts, runDigest } from "./run-digest.ts";

it("tells facts and records in order, whichever way span data is stored", () => {
  const digest = runDigest(bundleOf("completed"));
  expect(digest.split("\n")).toEqual([
    "Order ORD-9",
    "Looked up:",
    "- read_order: order ORD-9, units 12",
    "- read_tariff_table: signals date 2025-06-01, rate 4 / date 2025-08-01, rate 6",
    "Put on record, in this order:",
    "- AllocationAgent reserve_components: decision proceed, basis counted stock, figure 12",
    "Ended: completed; recommended: approve",
  ]);
  const asText = bundleOf("completed");
  const spans = asText.spans.map((span) => ({
    ...span,
    span_data: JSON.stringify(span.span_data),
  }));
  expect(runDigest({ ...asText, spans })).toBe(digest);
});

it("says what the order was", () => {
  expect(caseFacts(bundleOf("completed"))).toContain("Kind: clean simple.");
});
