import { lookUp } from "./lookup.ts";
import { planComparison, planContradictions, planFollowUps, planWeakClaims } from "./list-plans.ts";
import { emptyPlan, type ReplyPlan } from "./reply-plan-shape.ts";
import { recordAs, say, type Finding, type Statement, type Topic } from "./statement.ts";
import type { RiskArea } from "./topics.ts";
import type { Conclusions, Work } from "./work.ts";

/** Chooses what to say by what was asked. */
export function planReply(work: Work, conclusions: Conclusions): ReplyPlan {
  const { findings } = conclusions;
  const plan = planByForm(work, findings);
  const { found, missing } = conclusions.requirements;
  const questions = work.habits.has("missing_open_questions") ? [] : missing;
  return {
    ...plan,
    facts: [...plan.facts, ...found],
    questions: [...plan.questions, ...questions],
  };
}

function planByForm(work: Work, findings: readonly Finding[]): ReplyPlan {
  const { form, topics, areas } = work.asked;
  if (form === "contradictions") return planContradictions(findings);
  if (form === "refusals") return planRefusals(findings);
  if (form === "follow_ups") return planFollowUps(findings);
  if (form === "weak_claims") return planWeakClaims(findings);
  if (form === "outdated")
    return planComparison(findings, {
      kinds: ["outdated"],
      none: "No statement in the data room is known to be out of date or restated.",
      lead: (titles) =>
        `Some statements on ${titles} are out of date or were restated; what holds now stands below.`,
    });
  if (form === "misleading")
    return planComparison(findings, {
      kinds: ["unit", "date", "identity"],
      none: "Units, currencies, dates and customer names agree across the documents that were read.",
      lead: (titles) =>
        `Units, dates or names mislead a reader on ${titles}; what holds stands below.`,
    });
  if (form === "top_risks" || areas.length > 1) return planRisks(work, findings);
  if (form === "lookup") return planLookup(work);
  return planTopics(
    work,
    findings.filter(({ topic }) => topics.includes(topic)),
    topics,
  );
}

function planTopics(work: Work, chosen: readonly Finding[], topics: readonly Topic[]): ReplyPlan {
  const ordered = [...chosen].sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic));
  const [first, ...others] = ordered;
  if (!first) return planLookup(work);
  return {
    lead: first.conclusion,
    facts: [
      ...first.facts,
      ...others.flatMap((finding) => [finding.conclusion, ...finding.facts.slice(0, 3)]),
      ...namedCustomers(work),
    ],
    conflicts: ordered.flatMap(({ conflicts }) => conflicts),
    inferences: ordered.flatMap(({ inferences }) => inferences),
    questions: ordered.flatMap(({ questions }) => questions),
    parts: [],
    topics: ordered.map(({ topic }) => topic),
  };
}

/** Rows about a customer that the question names, beside the topic's own facts. */
function namedCustomers({ brief, study }: Work): Statement[] {
  const names = [...study.room.tables.values()].flatMap((rows) =>
    rows.flatMap((row) => row["customer"] || []),
  );
  const named = [...new Set(names)].find((name) => brief.question.includes(name));
  return named ? lookUp(brief.question, study.room, 2).map(({ statement }) => statement) : [];
}

function planRefusals(findings: readonly Finding[]): ReplyPlan {
  const metrics = findings.find(({ topic }) => topic === "retention");
  const arr = findings.find(({ topic }) => topic === "revenue");
  return {
    ...emptyPlan,
    lead: metrics?.conclusion ?? say("Which metrics are supported is unknown."),
    facts: metrics?.facts ?? [],
    conflicts: [
      ...(metrics?.conflicts ?? []),
      ...(arr?.conflicts ?? []).filter(({ kind }) => kind === "figures").slice(0, 2),
    ],
    questions: metrics?.questions ?? [],
    topics: ["retention"],
  };
}

function planRisks(work: Work, findings: readonly Finding[]): ReplyPlan {
  const ranked = rankedRisks(findings);
  const { areas } = work.asked;
  const chosen = areas.length > 1 ? worstPerArea(areas, ranked) : ranked.slice(0, 3);
  const merged = work.habits.has("merged_risk_areas") || areas.length < 2;
  return {
    ...emptyPlan,
    lead:
      chosen.length === 0
        ? say("The data room does not hold enough to rank risks.")
        : recordAs(
            say(
              `In order of severity: ${chosen.map(({ risk }, index) => `(${index + 1}) ${risk.name} [${risk.severity}]`).join("; ")}.`,
              ...chosen.flatMap(({ finding }) => finding.conclusion.sources.slice(0, 2)),
            ),
          ),
    facts: merged ? chosen.map(({ finding }) => finding.conclusion) : [],
    conflicts: chosen.flatMap(({ finding }) => finding.conflicts.slice(0, 2)),
    inferences: chosen.flatMap(({ finding }) => finding.inferences.slice(0, 1)),
    questions: chosen.flatMap(({ finding }) => finding.questions.slice(0, 2)),
    parts: merged ? [] : areas.map((area) => areaPart(area, findings)),
    topics: chosen.map(({ finding }) => finding.topic),
  };
}

interface RankedRisk {
  finding: Finding;
  risk: NonNullable<Finding["risk"]>;
}

const severityOrder = ["high", "medium", "low"];

/** Risks of all topics, the most severe first. */
export function rankedRisks(findings: readonly Finding[]): RankedRisk[] {
  return findings
    .flatMap((finding) => (finding.risk ? [{ finding, risk: finding.risk }] : []))
    .sort(
      (a, b) =>
        severityOrder.indexOf(a.risk.severity) - severityOrder.indexOf(b.risk.severity) ||
        b.risk.weight - a.risk.weight,
    );
}

function worstPerArea(areas: readonly RiskArea[], ranked: readonly RankedRisk[]): RankedRisk[] {
  const chosen = areas.flatMap(
    (area) => ranked.find(({ finding }) => area.topics.includes(finding.topic)) ?? [],
  );
  return ranked.filter((risk) => chosen.includes(risk));
}

function areaPart(area: RiskArea, findings: readonly Finding[]) {
  const own = area.topics.flatMap(
    (topic) => findings.find((finding) => finding.topic === topic) ?? [],
  );
  const statements = own.flatMap(({ conclusion, facts }, index) => [
    conclusion,
    ...(index === 0 ? facts.slice(0, 2) : []),
  ]);
  return { title: area.name, statements };
}

const goodMatch = 0.5;

function planLookup({ brief, study }: Work): ReplyPlan {
  const matches = lookUp(brief.question, study.room);
  const best = matches[0];
  if (!best || best.fit < goodMatch)
    return {
      ...emptyPlan,
      lead: say("This is unknown: nothing in the data room answers the question."),
      facts: matches.slice(0, 2).map(({ statement }) => statement),
      questions: [say(`Please answer, with a source: ${brief.question}`)],
    };
  const close = matches.slice(1).filter(({ fit }) => fit > 0.7 * best.fit);
  return { ...emptyPlan, lead: best.statement, facts: close.map(({ statement }) => statement) };
}
