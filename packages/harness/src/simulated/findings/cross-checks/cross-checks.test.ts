import { describe, expect, it } from "vitest";
import type { HabitId } from "../../habits.ts";
import { readRoom } from "../../room.ts";
import { crossChecks } from "./index.ts";

const exports = {
  "financials/p_and_l.csv":
    "period,revenue_m,gross_margin,opex_m,cash_burn_m,runway_months\nFY2025,30.3,0.7,47.7,2.9,11\n",
  "financials/arr_bridge.csv": "metric,value_m\nopening_arr_2025_m,21.5\nending_arr_2025_m,36.9\n",
  "customers/top_customers.csv":
    "customer,parent_account,arr_m,arr_share,segment,renewal_date,inclusion_basis\nHelio Retail,Helio Retail,6.9,0.187,Enterprise,2026-05-15,x\n",
  "customers/customer_health.csv":
    "customer,health,primary_risk,signal_date,caveat\nHelio Retail,green,none,2025-03-31,\n",
  "support/escalations.csv": "customer,severity,issue,status\nHelio Retail,high,sync errors,open\n",
  "sales/pipeline.csv": "stage,pipeline_m,historical_close_rate,quality_note\ncommit,6.1,0.39,\n",
};

/** What comes out for the exports with these narratives. */
function found(narratives: Record<string, string>, habits: readonly HabitId[] = []): string[] {
  const files = new Map(Object.entries({ ...exports, ...narratives }));
  const room = readRoom(files, [...files.keys()]);
  return crossChecks({ room, results: new Map(), habits: new Set(habits) }).map(
    ({ topic, conflict }) => `${topic} ${conflict.kind}: ${conflict.text}`,
  );
}

const calm =
  "customers outdated: Helio Retail has an open escalation of high severity (sync errors); its green health record dates from 2025-03-31 and is out of date.";

describe("the analyst's comparison of documents", () => {
  it("finds a record that support has overtaken, and nothing else where nothing is wrong", () => {
    expect(
      found({ "overview.md": "Cash burn is $2.9M a month. Helio Retail renews on 2026-05-15." }),
    ).toEqual([calm]);
  });

  it.each([
    [
      "a restated figure",
      {
        "financials/revenue_recognition_notes.md":
          "Finance restated revenue from $32.0M to $30.3M.",
        "board_deck.md": "Revenue came to $32.0M.",
      },
      "revenue outdated: Revenue is $30.3M after a restatement; $32.0M was reported first and no longer holds, though `board_deck.md` gives it.",
    ],
    [
      "a restated figure in Chinese",
      { "financials/revenue_recognition_notes.md": "收入桥的期初余额由 $23.0M 重述为 $21.5M。" },
      "revenue outdated: Opening ARR is $21.5M after a restatement; $23.0M was reported first and no longer holds.",
    ],
    [
      "an older hiring plan",
      {
        "hr/org_chart.md":
          "14 net new hires are planned for 2026.\n\nSeptember's hiring plan no longer applies.",
        "board_deck.md": "We will add 21 net new hires.",
      },
      "financing outdated: 14 net new hires are planned by `hr/org_chart.md`; `board_deck.md` gives 21 from an older plan, which is out of date.",
    ],
    [
      "an older export",
      { "go_to_market.md": "September's export has the commit stage at $8.4M." },
      "pipeline outdated: The commit stage holds $6.1M by `sales/pipeline.csv`; `go_to_market.md` gives $8.4M from an older export, which is out of date.",
    ],
    [
      "a month's burn called a quarter's",
      { "overview.md": "现金消耗为每季度 $2.9M。" },
      "financing unit: Cash burn is $2.9M a month, as the P&L export has it; `overview.md` calls it a quarter's burn, which mixes up the period.",
    ],
    [
      "one amount in two currencies",
      {
        "legal/open_issues.md": "Mill Court Properties claims €4.4M from the company.",
        "board_deck.md": "The matter with Mill Court Properties concerns $4.4M.",
      },
      "legal unit: The claim of Mill Court Properties is €4.4M, in euros, as `legal/open_issues.md` has it; the dollar sign in `board_deck.md` is a mix-up.",
    ],
    [
      "a renewal date that the exports contradict",
      { "product_strategy.md": "The contract of Helio Retail runs until 2026-08-15." },
      "concentration date: Helio Retail renews on 2026-05-15, as the exports have it; 2026-08-15 in `product_strategy.md` contradicts them.",
    ],
    [
      "a report that sales dates otherwise",
      {
        "security/security_overview.md": "SOC 2 Type I: complete; report dated 2025-04-15.",
        "sales/security_faq.md": "The Type I report carries the date 2024-12-15.",
      },
      "security date: The SOC 2 Type I report dates from 2025-04-15, as the security team has it; 2024-12-15 in `sales/security_faq.md` contradicts that.",
    ],
    [
      "a product that is not live yet",
      {
        "financials/revenue_recognition_notes.md":
          "Until it goes live on 2026-02-13, Spare Parts Guide is left out of the bridge.",
        "overview.md": "2025 年 10 月以来，Spare Parts Guide 一直在线运行。",
      },
      "revenue date: Spare Parts Guide goes live on 2026-02-13 and earns nothing before, as finance has it; `overview.md` calls it live since October 2025, which contradicts that.",
    ],
    [
      "one customer under two names",
      {
        "notes/qa_log.md": "Helio Union is now called Helio Retail.",
        "board_deck.md": "Helio Retail and Helio Union head the list of customers.",
      },
      "concentration identity: Helio Union and Helio Retail are one customer with one contract of $6.9M, as `notes/qa_log.md` says; `board_deck.md` names both, and counting both counts it twice.",
    ],
  ])("finds %s", (_, narratives, text) => {
    expect(found(narratives)).toEqual(expect.arrayContaining([text]));
    expect(found(narratives)).toHaveLength(2);
  });

  it("finds nothing that its habits pass over", () => {
    const habits: HabitId[] = [
      "outdated_sources",
      "mixed_units",
      "unmatched_dates",
      "repeated_customers",
    ];
    expect(found({ "overview.md": "The company uses $2.9M of cash a quarter." }, habits)).toEqual(
      [],
    );
  });
});
