import type { ConflictKind } from "../conflict-kind.ts";
import type { PlantedConflict } from "../answer-key.ts";
import { marksIn, states, type Mark } from "./marks.ts";

/** How to see in a text that it holds the right reading of a conflict, or the tempting one. */
export interface Reading {
  right(text: string): boolean;
  tempted(text: string): boolean;
}

type ReadingOf = (conflict: PlantedConflict) => Reading;

const readings: Readonly<Record<ConflictKind, ReadingOf>> = {
  headline_vs_controlled: byFigure,
  parent_vs_legal_entity: (conflict) =>
    marksIn(conflict.right).length > 0 ? byFigure(conflict) : byNames(conflict),
  overstated_certification: (conflict) =>
    /Type II/.test(conflict.right) ? certification : byFigure(conflict),
  unvalidated_estimate: (conflict) =>
    byMetric(conflict, /unvalidated|not (?:been )?validated|estimate|未经?(?:财务)?验证|估算/i),
  metric_absent: (conflict) =>
    byMetric(conflict, /not (?:been )?provided|no figure|cannot|refuse|unknown|未提供|没有提供/i),
  narrative_vs_clause_inventory: byClause,
  understated_dispute: byFigure,
  period_gap: byMonths,
  arithmetic_mismatch: byFigure,
  stale_document: (conflict) =>
    decisive(conflict).length > 0 && !/escalation/.test(conflict.right)
      ? byFigure(conflict)
      : byEscalation(conflict),
  unit_or_currency_mixup: (conflict) =>
    decisive(conflict).length > 0 ? byFigure(conflict) : byMonthlyBurn(conflict),
  restated_figure: byFigure,
  double_counted_customer: byOneCustomer,
  contradictory_dates: byFigure,
};

export function readingOf(conflict: PlantedConflict): Reading {
  return readings[conflict.kind](conflict);
}

/** Figures of the right reading that the tempting one does not hold; the first of them settles it. */
function decisive({ right, tempting }: PlantedConflict): Mark[] {
  const tempted = marksIn(tempting);
  return marksIn(right).filter((mark) => !states(tempted, mark));
}

function byFigure(conflict: PlantedConflict): Reading {
  const [wanted] = decisive(conflict);
  const [lure] = marksIn(conflict.tempting);
  const words = phraseIn(conflict.tempting);
  return {
    right: (text) => wanted !== undefined && statesInPlace(text, wanted, conflict.observations),
    tempted: (text) => (lure ? states(marksIn(text), lure) : text.toLowerCase().includes(words)),
  };
}

/** A bare number says nothing by itself: its sentence has to speak of the matter. Chinese is taken at its figures. */
function statesInPlace(text: string, wanted: Mark, observations: readonly string[]): boolean {
  if (wanted.kind !== "figure" || wanted.decimals > 0 || /[%€]/.test(wanted.text))
    return states(marksIn(text), wanted);
  const matter = new Set(contentWords(observations.join(" ")));
  return sentences(text).some(
    (each) =>
      states(marksIn(each), wanted) &&
      (/\p{Script=Han}/u.test(each) || contentWords(each).some((word) => matter.has(word))),
  );
}

/** Words of five letters and more, by their beginnings. */
function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{5,}/gu) ?? []).map((word) => word.slice(0, 5));
}

/** The last words of a reading without figures, as somebody would repeat them. */
function phraseIn(tempting: string): string {
  return tempting.replace(/\.$/, "").toLowerCase().split(" ").slice(-4).join(" ");
}

function byNames({ right, sources }: PlantedConflict): Reading {
  const names = sources
    .map(({ value }) => value.split(",")[0] ?? "")
    .filter((name) => right.includes(name));
  const parent = / belong to (.+?),/.exec(right)?.[1] ?? "";
  return {
    right: (text) =>
      sentences(text).some(
        (each) => each.includes(parent) && names.every((name) => each.includes(name)),
      ),
    tempted: (text) =>
      /independent of (?:one another|each other)|unrelated groups|彼此独立|互不/i.test(text),
  };
}

const certification: Reading = {
  right: (text) =>
    sentences(text).some(
      (each) =>
        /type ?(?:II|2)|二型/i.test(each) &&
        /not (?:yet )?(?:been )?issued|in progress|pending|no report|not complete|进行|尚未|未出具/i.test(
          each,
        ),
    ),
  tempted: (text) =>
    /SOC 2 (?:is |certification is )?(?:complete|certified)|SOC 2 已完成/i.test(text),
};

const metricNames: readonly [RegExp, RegExp][] = [
  [/^net revenue retention/i, /net revenue retention|\bNRR\b|净收入留存/i],
  [/^gross revenue retention/i, /gross (?:revenue )?retention|\bGRR\b|[总毛]收入留存/i],
  [/^CAC payback/i, /CAC payback|acquisition cost|CAC 回收/i],
];

/** What is said of a metric that nobody has. */
const praise =
  /short|strong|improv|high|excellent|quick|fast|known|worked out|best|短|改善|强劲|很高|出色|良好/i;

function byMetric({ right, tempting }: PlantedConflict, status: RegExp): Reading {
  const name = metricNames.find(([key]) => key.test(right))?.[1] ?? /(?!)/;
  const [value] = marksIn(tempting);
  const about = (text: string) => sentences(text).filter((each) => name.test(each));
  return {
    right: (text) => about(text).some((each) => status.test(each)),
    tempted: (text) =>
      about(text).some((each) =>
        value ? states(marksIn(each), value) : marksIn(each).length > 0 || praise.test(each),
      ),
  };
}

/** Half of the clauses, each by its customer and its subject. */
function byClause({ sources }: PlantedConflict): Reading {
  const clauses = sources
    .filter(({ file }) => file.endsWith("clause_inventory.csv"))
    .map(({ value }) => value.split(","));
  const named = (text: string) =>
    clauses.filter(
      ([customer = "", issue = ""]) =>
        text.includes(customer) &&
        text.replaceAll(/[-_]/g, " ").includes(issue.replaceAll("_", " ")),
    ).length;
  return {
    right: (text) => named(text) >= Math.ceil(clauses.length / 2),
    tempted: (text) =>
      /nothing in the .{0,20}contracts (?:affects|bears|changes)|contracts are standard|leave before the end|没有.{0,8}影响估值/i.test(
        text,
      ),
  };
}

function byMonths({ right, tempting }: PlantedConflict): Reading {
  const months = marksIn(right).filter(({ kind }) => kind === "month");
  return {
    right: (text) => months.every((month) => states(marksIn(text), month)),
    tempted: (text) =>
      text.includes(tempting.replace(/\.$/, "")) ||
      /whole of FY|all of FY|full year of monthly/i.test(text),
  };
}

function byEscalation({ right }: PlantedConflict): Reading {
  const customer = / has an open escalation/.exec(right);
  const name = right.slice(0, customer?.index ?? 0);
  return {
    right: (text) =>
      sentences(text).some(
        (each) =>
          each.includes(name) &&
          /escalation|high renewal risk|renewal risk high|升级|高风险/i.test(each),
      ),
    tempted: (text) =>
      sentences(text).some((each) => each.includes(name) && /healthy|green|健康|绿色/i.test(each)),
  };
}

function byMonthlyBurn({ right }: PlantedConflict): Reading {
  const [burn] = marksIn(right);
  const near = (text: string, unit: RegExp) =>
    burn !== undefined &&
    sentences(text).some((each) => states(marksIn(each), burn) && unit.test(each));
  return {
    right: (text) => near(text, /(?:a|per|each) month|monthly|每月/i),
    tempted: (text) => near(text, /(?:a|per|each) quarter|quarterly|每季度/i),
  };
}

function byOneCustomer({ right }: PlantedConflict): Reading {
  const [, former = "", current = ""] = /^(.+?) and (.+?) are one customer/.exec(right) ?? [];
  const both = (text: string) =>
    sentences(text).filter((each) => each.includes(former) && each.includes(current));
  const one = /\bone\b|same|twice|single|formerly|同一|一份合同|重复/i;
  return {
    right: (text) => both(text).some((each) => one.test(each)),
    tempted: (text) => text.includes(former),
  };
}

export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|[。！？\n]/);
}
