import { expect, test } from "vitest";
import { rewritesOf } from "./rewrites.ts";

const rewritten = (answer: string) =>
  Object.fromEntries(rewritesOf(answer).map(({ kind, answer: text }) => [kind, text]));

test("an answer is said in other words, another order, another form and with figures written otherwise", () => {
  const answer =
    "Cash burn is $2.9M a month, about 34% of cost. Runway is 11 months from 2026-06-30.";
  expect(rewritten(answer)).toEqual({
    paraphrase:
      "Cash burn is $2.9M per month, about 34% of cost. Runway is 11 months from 2026-06-30.".replace(
        "about",
        "roughly",
      ),
    reorder: "Runway is 11 months from 2026-06-30. Cash burn is $2.9M a month, about 34% of cost.",
    format:
      "- Cash burn is **$2.9M** a month, about 34% of cost.\n- Runway is **11 months** from 2026-06-30.",
    number_format:
      "Cash burn is $2.9 million a month, about 34 percent of cost. Runway is eleven months from 30 June 2026.",
    money_unit:
      "Cash burn is $2,900k a month, about 34% of cost. Runway is 11 months from 2026-06-30.",
  });
});

test("sentences that point back keep their order", () => {
  expect(rewritten("Burn is high. This shortens the runway.")["reorder"]).toBeUndefined();
});

test("a list becomes prose, and an answer under headings keeps its form", () => {
  expect(rewritten("- Runway is short\n- Burn is **high**")["format"]).toBe(
    "Runway is short. Burn is high.",
  );
  expect(rewritten("## Facts\n\n- Runway is short\n- Burn is high")["format"]).toBeUndefined();
});

test("no rewrite is the answer itself", () => {
  for (const answer of ["Yes.", "收入为11。", "Runway is 11 months."])
    expect(rewritesOf(answer).map((rewrite) => rewrite.answer)).not.toContain(answer);
});
