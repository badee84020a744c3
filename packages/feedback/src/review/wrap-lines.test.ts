import { expect, it } from "vitest";
import { wrapLines } from "./wrap-lines.ts";

it("breaks between words and keeps what follows under the start of its line", () => {
  expect(wrapLines("  - The largest customer is Northstar Bank.\n  Next.", 24)).toBe(
    "  - The largest customer\n    is Northstar Bank.\n  Next.",
  );
});

it("counts signs of double width as two columns", () => {
  expect(wrapLines("  母公司口径的客户集中度很高", 22)).toBe("  母公司口径的客户集中\n  度很高");
});

it("breaks a word that is longer than a line, and leaves short lines alone", () => {
  expect(wrapLines("customers/account_hierarchy.csv", 20)).toBe(
    "customers/account_hi\nerarchy.csv",
  );
  expect(wrapLines("── trace-01 ──\n\nQuestion", 80)).toBe("── trace-01 ──\n\nQuestion");
});
