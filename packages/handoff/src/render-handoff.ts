import type { AgentRun, Diagnosis, GateResult } from "@loopwright/core";
import { byRank, summaryOf } from "./handoff-summary.ts";
import { sectionTitles, type SectionTitle } from "./outline.ts";
import { block, inline, jsonFence } from "./plain-markdown.ts";
import { renderDetails } from "./render-details.ts";
import { renderEvidence, renderInsights } from "./render-evidence.ts";
import { rankedTable, topChanges } from "./render-ranking.ts";

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
