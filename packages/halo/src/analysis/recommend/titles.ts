import type { Problem } from "../problem.ts";
import { withoutFigures } from "./wording.ts";

/**
 * What should hold, in a line each, the first problem's first. Problems that differ in a name alone ("check_totals",
 * "check_sources") share one line.
 */
export function titlesOf(problems: readonly Problem[]): string[] {
  const keys = new Map<NonNullable<Problem["subject"]>["title"], Set<string>>();
  for (const { subject } of problems)
    if (subject) keys.set(subject.title, (keys.get(subject.title) ?? new Set()).add(subject.key));
  const titles = problems.map(({ title, subject }) =>
    subject ? subject.title([...(keys.get(subject.title) ?? [])]) : title,
  );
  return [...new Set(titles)].map(asTitle);
}

function asTitle(text: string): string {
  const title = withoutFigures(text).replace(/[.。]$/, "");
  return title.length > 160 ? `${title.slice(0, title.lastIndexOf(" ", 160))} …` : title;
}
