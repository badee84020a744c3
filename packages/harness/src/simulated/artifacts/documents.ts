import { withSources, writeAnswer } from "../answer.ts";
import { rankedRisks } from "../reply-plan.ts";
import type { Finding, Statement } from "../statement.ts";
import type { Draft } from "./claims.ts";

/** The answer, as it will be given. */
export function summaryAnswer({ plan, work }: Draft): string {
  return `# Summary answer\n\n**Question:** ${work.brief.question}\n\n${writeAnswer({ plan, habits: work.habits })}\n`;
}

/** The memo: what is asked first, then every topic that the data room speaks of. */
export function investmentMemo(draft: Draft): string {
  return `# Investment memo${companyPart(draft)}\n\n${memoBody(draft)}\n`;
}

/** The memo without its title, for an answer that carries it inline. */
export function memoBody({ conclusions, work }: Draft): string {
  const cite = work.habits.has("thin_citations") ? ({ text }: Statement) => text : withSources;
  const risks = rankedRisks(conclusions.findings);
  return [
    "## Risks by severity",
    risks.map(({ risk }, index) => `${index + 1}. ${risk.name} (${risk.severity})`).join("\n"),
    ...conclusions.findings.flatMap((finding) => topicSection(finding, cite)),
  ].join("\n\n");
}

function companyPart({ work }: Draft): string {
  return work.study.room.company ? `: ${work.study.room.company}` : "";
}

function topicSection(finding: Finding, cite: (statement: Statement) => string): string[] {
  const bullets = [...finding.facts, ...finding.conflicts, ...finding.inferences].map(
    (statement) => `- ${cite(statement)}`,
  );
  return [
    `## ${finding.title}`,
    cite(finding.conclusion),
    ...(bullets.length > 0 ? [bullets.join("\n")] : []),
  ];
}

/** What is still open, by topic; the question's own topics first. */
export function openQuestions({ conclusions, plan, work }: Draft): string {
  if (work.habits.has("missing_open_questions")) return "# Open questions\n\nNone noted.\n";
  const own = plan.topics;
  const ordered = [...conclusions.findings].sort(
    (a, b) => Number(own.includes(b.topic)) - Number(own.includes(a.topic)),
  );
  const sections = ordered
    .filter(({ questions }) => questions.length > 0)
    .flatMap(({ title, questions }) => [
      `## ${title}`,
      questions.map((each) => `- ${withSources(each)}`).join("\n"),
    ]);
  const extra = conclusions.requirements.missing.map(({ text }) => `- ${text}`);
  return `${["# Open questions", ...sections, ...(extra.length > 0 ? ["## Other", extra.join("\n")] : [])].join("\n\n")}\n`;
}
