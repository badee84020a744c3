import { legalEntities } from "../customers.ts";
import { money } from "../figures.ts";
import { layout } from "../layout.ts";
import { listed } from "../passages.ts";
import type { Room, Row } from "../room.ts";
import { say, type Finding, type Statement } from "../statement.ts";
import type { TopicDesk } from "../study.ts";

/** Which customers show signs of trouble before their renewal. */
export const customerHealth: TopicDesk = {
  topic: "customers",
  sums: () => [],
  checks: () => [],
  find: ({ room }) => {
    const troubled = customersInTrouble(room);
    const worst = troubled[0];
    return {
      topic: "customers",
      title: "Customers at risk",
      conclusion: conclude(room, troubled),
      facts: troubled.map(signFact),
      conflicts: [],
      inferences: [],
      questions: worst
        ? [say(`What is the plan to keep ${worst.name}, and who owns it?`, ...worst.sources)]
        : [],
      weak: [],
      risk: worst && {
        id: "customer_renewal",
        name: `${worst.name} may not renew`,
        severity: worst.score >= 3 ? "high" : "medium",
        weight: (worst.arr ?? 0) / 10,
      },
    } satisfies Finding;
  },
};

interface Trouble {
  name: string;
  arr: number | undefined;
  signs: readonly string[];
  sources: readonly string[];
  /** The more and the worse the signs, the higher. */
  score: number;
}

function conclude(room: Room, troubled: readonly Trouble[]): Statement {
  if (troubled.length > 0) {
    const first = troubled.slice(0, 3);
    return say(
      `Closest to trouble: ${listed(first.map(({ name, signs }) => `${name} (${signs.join("; ")})`))}.`,
      ...first.flatMap(({ sources }) => sources),
    );
  }
  const known = room.rows(layout.health).length + room.rows(layout.renewals).length > 0;
  return known
    ? say("No customer shows a red flag.", layout.health, layout.renewals)
    : say(
        `Customer health is unknown: \`${layout.health}\` and \`${layout.renewals}\` are missing or empty.`,
      );
}

function customersInTrouble(room: Room): Trouble[] {
  const names = new Set(
    [layout.topCustomers, layout.health, layout.renewals, layout.escalations].flatMap((path) =>
      room.rows(path).flatMap((row) => row["customer"] || []),
    ),
  );
  return [...names]
    .map((name) => troubleOf(room, name))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (b.arr ?? 0) - (a.arr ?? 0));
}

function troubleOf(room: Room, name: string): Trouble {
  const of = (path: string): Row => room.rows(path).find((row) => row["customer"] === name) ?? {};
  const [health, renewal, escalation] = [
    of(layout.health),
    of(layout.renewals),
    of(layout.escalations),
  ];
  const entity = legalEntities(room).find((each) => each.name === name);
  const found = [
    sign(
      layout.health,
      health["health"] === "red" ? 2 : health["health"] === "yellow" ? 0.5 : 0,
      `health ${health["health"]}: ${health["primary_risk"]}`,
    ),
    sign(
      layout.renewals,
      renewal["renewal_risk"] === "high" ? 2 : 0,
      `renewal risk high on ${renewal["renewal_date"]}`,
    ),
    sign(
      layout.escalations,
      escalation["status"] === "open" ? (escalation["severity"] === "high" ? 2 : 1) : 0,
      `open escalation: ${escalation["issue"]}`,
    ),
  ].filter(({ score }) => score > 0);
  return {
    name: entity?.arr ? `${name} (${money(entity.arr)} of ARR)` : name,
    arr: entity?.arr?.value,
    signs: found.map(({ text }) => text),
    sources: [...found.map(({ path }) => path), ...(entity?.arr ? [layout.topCustomers] : [])],
    score: found.reduce((sum, { score }) => sum + score, 0),
  };
}

function sign(path: string, score: number, text: string) {
  return { path, score, text };
}

function signFact({ name, signs, sources }: Trouble): Statement {
  return say(`${name}: ${signs.join("; ")}.`, ...sources);
}
