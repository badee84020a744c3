import { listed } from "./passages.ts";
import { emptyPlan, type ReplyPlan } from "./reply-plan-shape.ts";
import { say, type Conflict, type Finding } from "./statement.ts";

export function planContradictions(findings: readonly Finding[]): ReplyPlan {
  const holding = findings.filter(({ conflicts }) => conflicts.length > 0);
  const conflicts = holding.flatMap((finding) => finding.conflicts);
  return {
    ...emptyPlan,
    lead:
      conflicts.length === 0
        ? say("Board, finance and management material tell one consistent story.")
        : say(
            `The sources contradict each other on ${listed(holding.map(({ title }) => lowerFirst(title)))}; none of these is resolved here.`,
            ...conflicts.slice(0, 4).flatMap(({ sources }) => sources),
          ),
    conflicts,
    facts: conflicts.length === 0 ? findings.slice(0, 3).map(({ conclusion }) => conclusion) : [],
    questions: holding.flatMap(({ questions }) => questions).slice(0, 6),
    topics: holding.map(({ topic }) => topic),
  };
}

/** Lists what came out when documents were held against each other. */
export function planComparison(
  findings: readonly Finding[],
  wanted: {
    kinds: readonly Conflict["kind"][];
    none: string;
    lead: (titles: string) => string;
  },
): ReplyPlan {
  const holding = findings.flatMap((finding) => {
    const conflicts = finding.conflicts.filter(({ kind }) => wanted.kinds.includes(kind));
    return conflicts.length > 0 ? [{ finding, conflicts }] : [];
  });
  const conflicts = holding.flatMap((each) => each.conflicts);
  const titles = listed(holding.map(({ finding }) => lowerFirst(finding.title)));
  return {
    ...emptyPlan,
    lead:
      conflicts.length === 0
        ? say(wanted.none)
        : say(wanted.lead(titles), ...conflicts.slice(0, 4).flatMap(({ sources }) => sources)),
    conflicts,
    topics: holding.map(({ finding }) => finding.topic),
  };
}

export function planFollowUps(findings: readonly Finding[]): ReplyPlan {
  const open = findings.filter(({ questions }) => questions.length > 0);
  return {
    ...emptyPlan,
    lead:
      open.length === 0
        ? say("The material answers what the committee needs; no follow-up is essential.")
        : say(
            `Before the committee meets, answers are needed on ${listed(open.map(({ title }) => lowerFirst(title)))}.`,
            ...open.flatMap(({ questions }) => questions[0]?.sources[0]),
          ),
    parts: open.map(({ title, questions }) => ({ title, statements: questions })),
    conflicts: findings
      .flatMap(({ conflicts }) => conflicts)
      .filter(({ kind }) => kind !== "figures" && kind !== "claim"),
    topics: open.map(({ topic }) => topic),
  };
}

export function planWeakClaims(findings: readonly Finding[]): ReplyPlan {
  const weak = findings.filter((finding) => finding.weak.length > 0);
  return {
    ...emptyPlan,
    lead:
      weak.length === 0
        ? say("Management's claims are in line with the material provided.")
        : say(
            `Claims on ${listed(weak.map(({ title }) => lowerFirst(title)))} should not be relied on as they stand.`,
            ...weak.flatMap((finding) => finding.weak[0]?.sources[0]),
          ),
    facts: weak.flatMap((finding) => finding.weak),
    conflicts: findings
      .flatMap(({ conflicts }) => conflicts)
      .filter(({ kind }) => kind !== "figures" && kind !== "arithmetic"),
    questions: weak.flatMap(({ questions }) => questions).slice(0, 6),
    topics: weak.map(({ topic }) => topic),
  };
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
