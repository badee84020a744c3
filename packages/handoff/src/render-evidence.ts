import type {
  Claim,
  Diagnosis,
  Evidence,
  InsightsBySource,
  Recommendation,
} from "@loopwright/core";
import { classNames } from "./outline.ts";
import { inline, phrase } from "./plain-markdown.ts";

/** Each recommendation with its claims and what they rest on; after them what was refused, and why. */
export function renderEvidence(diagnosis: Diagnosis, ranked: readonly Recommendation[]): string {
  return [renderFindings(ranked), ...renderRefused(diagnosis)].join("\n\n");
}

type Finding = Pick<Recommendation, "id" | "title" | "class" | "claims">;

/** Each recommendation with its claims and what each of them rests on. */
export function renderFindings(ranked: readonly Finding[]): string {
  return ranked.length === 0
    ? "No finding is supported by the evidence."
    : ranked.map(renderFinding).join("\n\n");
}

/** What begins the list of refused findings, after those that hold. */
export const refusedTitle = "Refused";

function renderFinding(one: Finding): string {
  return [
    `**${one.id}: ${phrase(one.title)}** is a ${classNames[one.class]}.`,
    one.claims.map(renderClaim).join("\n"),
  ].join("\n\n");
}

const sources: readonly { key: keyof InsightsBySource; title: string }[] = [
  { key: "traces", title: "Traces" },
  { key: "human_feedback", title: "Human feedback" },
  { key: "llm_feedback", title: "LLM feedback" },
  { key: "generated_evals", title: "Generated evals" },
  { key: "eval_gate_results", title: "Eval-gate results" },
  { key: "harness_config", title: "Harness config" },
];

/** What each source of evidence taught; a source without insights says so. */
export function renderInsights(insights: InsightsBySource): string {
  return sources
    .map(({ key, title }) => {
      const lines = insights[key].filter((line) => line.trim() !== "");
      return [
        `**${title}**`,
        lines.length > 0
          ? lines.map((line) => `- ${inline(line)}`).join("\n")
          : "Nothing came from this source.",
      ].join("\n\n");
    })
    .join("\n\n");
}

function renderClaim(claim: Claim): string {
  return [
    `- ${inline(claim.text)} (about ${phrase(claim.about)})`,
    ...claim.evidence.map((evidence) => `  - ${renderReference(evidence)}`),
  ].join("\n");
}

function renderReference({ ref, quote, count, filter }: Evidence): string {
  return [
    inline(ref),
    ...(quote === undefined ? [] : [`“${phrase(quote)}”`]),
    ...(count === undefined ? [] : [countText(count, filter)]),
  ].join(": ");
}

/** A count without a filter is of the runs that the reference itself names: those of a pattern. */
function countText(count: number, filter: Evidence["filter"]): string {
  if (!filter || Object.keys(filter).length === 0) return `${count} run(s)`;
  return `${count} span(s) with ${inline(JSON.stringify(filter))}`;
}

function renderRefused({ refused }: Diagnosis): string[] {
  if (refused.length === 0) return [];
  return [
    `**${refusedTitle}**, because the evidence does not bear it out:`,
    refused.map(({ title, reason }) => `- ${inline(title)}: ${inline(reason)}`).join("\n"),
  ];
}
