import type { HabitId } from "./habits.ts";
import type { ReplyPlan } from "./reply-plan-shape.ts";
import type { Statement } from "./statement.ts";

export interface AnswerOptions {
  plan: ReplyPlan;
  habits: ReadonlySet<HabitId>;
}

/** The answer as Markdown: the answer first, then what bears it out, what contradicts it and what is open. */
export function writeAnswer({ plan, habits }: AnswerOptions): string {
  const thin = habits.has("thin_citations");
  const cite = thin ? (statement: Statement) => statement.text : withSources;
  const list = (title: string, statements: readonly Statement[]) =>
    statements.length === 0
      ? []
      : [
          `**${title}**`,
          distinct(statements)
            .map((statement) => `- ${cite(statement)}`)
            .join("\n"),
        ];
  const body = habits.has("mixed_statements")
    ? list("Details", [...plan.inferences, ...plan.facts, ...plan.conflicts])
    : [
        ...list("Facts", plan.facts),
        ...list("Contradictions in the sources", plan.conflicts),
        ...list("Inferences", plan.inferences),
      ];
  return [
    cite(plan.lead),
    ...plan.parts.flatMap(({ title, statements }) => list(title, statements)),
    ...body,
    ...list("Open questions", plan.questions),
    ...(thin && plan.lead.sources[0] ? [`Source: \`${plan.lead.sources[0]}\``] : []),
  ].join("\n\n");
}

/** A statement followed by the files that bear it out. */
export function withSources({ text, sources }: Statement): string {
  return sources.length === 0
    ? text
    : `${text} (${sources.map((source) => `\`${source}\``).join(", ")})`;
}

function distinct(statements: readonly Statement[]): Statement[] {
  return statements.filter(
    ({ text }, index) => statements.findIndex((other) => other.text === text) === index,
  );
}
