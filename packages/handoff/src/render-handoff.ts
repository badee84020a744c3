import type { AgentRun, Diagnosis, GateResult, Recommendation } from "@loopwright/core";
import { byRank, refsOf, summaryOf } from "./handoff-summary.ts";
import { classNames, componentNames, sectionTitles, type SectionTitle } from "./outline.ts";
import { block, inline, jsonFence } from "./plain-markdown.ts";
import { renderDetails } from "./render-details.ts";
import { renderEvidence, renderInsights } from "./render-evidence.ts";

export interface RenderHandoffOptions {
  /** The runs that the diagnosis is about, to be named in the summary. */
  runs?: readonly Pick<AgentRun, "trace_label" | "question">[];
  /** The gate's figures, to be given in the summary. */
  gate?: Pick<GateResult, "verdict" | "total" | "passed" | "failed" | "errored">;
  /** Who or what drew the diagnosis, such as a model's name. */
  generatedBy?: string;
}

/**
 * The document that a coding agent implements: Markdown with the seven required sections in order, and the
 * whole as JSON at its end. Texts from runs and models are shown as text; none of them can add a heading, a
 * table column or a fence.
 *
 * @example await writeText("codex_handoff.md", renderHandoff(diagnosis))
 */
export function renderHandoff(diagnosis: Diagnosis, options: RenderHandoffOptions = {}): string {
  const ranked = byRank(diagnosis.recommendations);
  const bodies: Record<SectionTitle, string> = {
    "Executive summary": executiveSummary(diagnosis, options),
    "Top 3 changes to implement first": topChanges(ranked),
    "Ranked recommendation table": rankedTable(ranked),
    "Supporting diagnosis and evidence": renderEvidence(diagnosis, ranked),
    "Detailed recommendations": renderDetails(ranked),
    "Insights by feedback source": renderInsights(diagnosis.insights),
    "Machine-readable summary": jsonFence(summaryOf(diagnosis)),
  };
  return sectionTitles.map((title) => `## ${title}\n\n${bodies[title]}\n`).join("\n");
}

function executiveSummary(diagnosis: Diagnosis, { runs, gate, generatedBy }: RenderHandoffOptions) {
  const { verified, total } = diagnosis.evidence;
  const facts = [
    `- Harness: version ${inline(diagnosis.harness_version)}, content hash ${inline(diagnosis.harness_hash.slice(0, 12))}`,
    ...(runs && runs.length > 0
      ? [`- Runs: ${runs.map((run) => inline(run.trace_label)).join(", ")}`]
      : []),
    ...(gate
      ? [
          `- Eval gate: ${gate.verdict}, ${gate.passed} of ${gate.total} passed, ${gate.failed} failed, ${gate.errored} could not be judged`,
        ]
      : []),
    `- Evidence: ${verified} of ${total} references were looked up and hold`,
    ...(generatedBy ? [`- Diagnosed by: ${inline(generatedBy)}`] : []),
    diagnosis.simulated
      ? "- Models: simulated models. The figures show that the machinery works, not how good a live model is."
      : "- Models: live",
  ];
  return [block(diagnosis.summary), facts.join("\n")].join("\n\n");
}

function topChanges(ranked: readonly Recommendation[]): string {
  if (ranked.length === 0) return "Nothing: no change is recommended on this evidence.";
  return ranked
    .slice(0, 3)
    .map(
      (one, index) =>
        `${index + 1}. **${inline(one.title)}** (${one.id}, ${componentNames[one.component]}, ${classNames[one.class]}${
          one.target_file ? `, in ${inline(one.target_file)}` : ""
        }): ${inline(firstSentences(one.change))}`,
    )
    .join("\n");
}

const glance = 320;

/**
 * Enough of the change to know what it is; the rest stands under Detailed recommendations. It ends where a
 * sentence does, and not within words that it quotes.
 */
function firstSentences(text: string): string {
  if (text.length <= glance) return text;
  const ends = [...text.matchAll(/[.!?]["”’)]*(?=\s)|[。！？]["”’）]*/g)]
    .map((match) => text.slice(0, match.index + match[0].length))
    .filter((part) => part.length <= glance && (part.match(/"/g)?.length ?? 0) % 2 === 0);
  return ends.at(-1) ?? `${text.slice(0, glance)} …`;
}

function rankedTable(ranked: readonly Recommendation[]): string {
  const header = [
    "| Rank | Recommendation | Impact | Confidence | Implementation effort | Evidence | Validation |",
    "| ---: | --- | --- | --- | --- | --- | --- |",
  ];
  const rows = ranked.map((one) => {
    const cells = [
      String(one.rank),
      one.title,
      one.impact,
      one.confidence,
      one.effort,
      refsOf(one).join(", "),
      one.validation,
    ];
    return `| ${cells.map(inline).join(" | ")} |`;
  });
  return rows.length > 0
    ? [...header, ...rows].join("\n")
    : [...header, "| - | No change is recommended | - | - | - | - | - |"].join("\n");
}
