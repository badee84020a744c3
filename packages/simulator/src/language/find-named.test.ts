import { expect, it } from "vitest";
import { findNamed } from "./index.ts";

it.each([
  [
    "The landlord of the Dublin office is Castlegate Properties.",
    "the landlord of the Dublin office",
    "affirmed",
  ],
  ["The Dublin office has forty desks.", "the landlord of the Dublin office", "absent"],
  ["Among small customers the churn rate was 9%.", "the churn rate of small customers", "affirmed"],
  ["The churn rate of large customers is 2%.", "the churn rate of small customers", "absent"],
  ["Headcount of support: 22 people.", "the headcount of the support team", "affirmed"],
  ["Three patents are filed and open.", "how many patents are filed", "affirmed"],
  ["Data centres: Oslo, Turin and Porto.", "the three data centres", "affirmed"],
  ["Discounts are common.", "who approves discounts above 25%", "absent"],
])('finds in "%s" of %s: %s', (text, thing, stance) => {
  expect(findNamed(text, thing).stance).toBe(stance);
});
