import { amountsIn, figureIn, money, same, type Figure } from "../../figures.ts";
import { layout } from "../../layout.ts";
import { findPassages, words } from "../../passages.ts";
import type { Passage, Room } from "../../room.ts";
import { conflict, type Topic } from "../../statement.ts";
import { filesOf, named, passagesElsewhere, type CrossCheck } from "./cross-check.ts";

const gives = { one: "gives", many: "give" };

/** What was restated, replaced or overtaken since it was written. */
export function outdated(room: Room): CrossCheck[] {
  return [
    ...restatedFigures(room),
    ...replacedHiringPlan(room),
    ...olderPipeline(room),
    ...overtakenHealth(room),
  ];
}

interface ExportFigure extends Figure {
  name: string;
  topic: Topic;
  path: string;
}

/** Totals of the exports that a restatement may be about. */
function totalsOf(room: Room): ExportFigure[] {
  const revenue = figureIn(room.rows(layout.profitAndLoss).at(-1)?.["revenue_m"]);
  const bridge = room.rows(layout.arrBridge).flatMap((row): ExportFigure[] => {
    const [, name] = /^(.+?_arr)(?:_\d{4})?(?:_m)?$/.exec(row["metric"] ?? "") ?? [];
    const figure = figureIn(row["value_m"]);
    if (!name || !figure) return [];
    const spoken = words(name).replace(/\barr\b/, "ARR");
    const title = spoken.charAt(0).toUpperCase() + spoken.slice(1);
    return [{ ...figure, name: title, topic: "revenue", path: layout.arrBridge }];
  });
  return [
    ...(revenue
      ? [{ ...revenue, name: "Revenue", topic: "revenue" as const, path: layout.profitAndLoss }]
      : []),
    ...bridge,
  ];
}

/** Of the two amounts of a restatement the one that an export holds is the one that counts now. */
function restatedFigures(room: Room): CrossCheck[] {
  const totals = totalsOf(room);
  return room.passages().flatMap((passage): CrossCheck[] => {
    if (!/\brestat|重述/i.test(passage.text)) return [];
    const amounts = amountsIn(passage.text);
    const current = totals.find((total) => amounts.some(({ value }) => same(value, total.value)));
    const old = amounts.find(({ value }) => current && !same(value, current.value));
    if (!current || !old) return [];
    const carriers = filesOf(
      passagesElsewhere(room, [passage.path]).filter(({ text }) =>
        amountsIn(text).some(({ value }) => same(value, old.value)),
      ),
    );
    const still = carriers.length > 0 ? `, though ${named(carriers, gives)} it` : "";
    const text = `${current.name} is ${money(current)} after a restatement; ${old.text} was reported first and no longer holds${still}.`;
    return [
      {
        topic: current.topic,
        conflict: conflict("outdated", text, current.path, passage.path, ...carriers),
      },
    ];
  });
}

interface Headcount {
  count: number;
  passage: Passage;
}

function hiresIn(passages: readonly Passage[]): Headcount[] {
  return passages.flatMap((passage) => {
    if (!/\bhir(?:e|es|ing)\b|\bnet new\b|招聘|净增/i.test(passage.text)) return [];
    const plain = passage.text.replace(
      /[$€]?\d[\d,.]*\s?(?:%|M\b|million)|\b20\d\d(?:-\d\d)*/g,
      " ",
    );
    const [digits] = /(?<![\d.])\d{1,4}(?![\d.])/.exec(plain) ?? [];
    return digits === undefined ? [] : [{ count: Number(digits), passage }];
  });
}

/** The people plan stands in the organisation chart; other documents may quote an older one. */
function replacedHiringPlan(room: Room): CrossCheck[] {
  const [current] = hiresIn(room.passages(layout.orgChart));
  if (!current) return [];
  const others = hiresIn(passagesElsewhere(room, [layout.orgChart])).filter(
    ({ count }) => count !== current.count,
  );
  const [old] = others;
  const [notice] = findPassages(
    room,
    [layout.orgChart],
    /out of date|no longer|supersed|replac|outdated|过时|不再|取代|作废/i,
  );
  if (!old || !notice) return [];
  const carriers = filesOf(others.map(({ passage }) => passage));
  return [
    {
      topic: "financing",
      conflict: conflict(
        "outdated",
        `${current.count} net new hires are planned by \`${layout.orgChart}\`; ${named(carriers, gives)} ${old.count} from an older plan, which is out of date.`,
        layout.orgChart,
        ...carriers,
      ),
    },
  ];
}

const olderExport =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|export|as of|[一二三四五六七八九十]月|导出/i;

/** An amount for a stage that the export no longer has. A lower one may be a part of the stage. */
function olderPipeline(room: Room): CrossCheck[] {
  return room.rows(layout.pipeline).flatMap((row): CrossCheck[] => {
    const [stage, now] = [words(row["stage"] ?? ""), figureIn(row["pipeline_m"])];
    if (!stage || !now) return [];
    const stale = room.passages().flatMap((passage) => {
      const text = passage.text.replaceAll("_", " ");
      if (!text.includes(stage) || !olderExport.test(text)) return [];
      const amount = amountsIn(text).find(({ value }) => value > now.value + 0.05);
      return amount ? [{ passage, amount }] : [];
    });
    const [first] = stale;
    if (!first) return [];
    const carriers = filesOf(stale.map(({ passage }) => passage));
    const text = `The ${stage} stage holds ${money(now)} by \`${layout.pipeline}\`; ${named(carriers, gives)} ${first.amount.text} from an older export, which is out of date.`;
    return [
      { topic: "pipeline", conflict: conflict("outdated", text, layout.pipeline, ...carriers) },
    ];
  });
}

/** A customer that its record calls healthy while support and renewals have it in trouble. */
function overtakenHealth(room: Room): CrossCheck[] {
  return room.rows(layout.health).flatMap((row): CrossCheck[] => {
    const customer = row["customer"] ?? "";
    if (row["health"] !== "green" || !customer) return [];
    const of = (path: string) => room.rows(path).find((each) => each["customer"] === customer);
    const [escalation, renewal] = [of(layout.escalations), of(layout.renewals)];
    const isEscalated = escalation?.["status"] === "open" && escalation["severity"] === "high";
    const isAtRisk = renewal?.["renewal_risk"] === "high";
    if (!isEscalated) return [];
    const text = `${customer} has an open escalation of high severity (${escalation["issue"]})${isAtRisk ? " and a high renewal risk" : ""}; its green health record dates from ${row["signal_date"]} and is out of date.`;
    return [
      {
        topic: "customers",
        conflict: conflict(
          "outdated",
          text,
          layout.escalations,
          ...(isAtRisk ? [layout.renewals] : []),
          layout.health,
        ),
      },
    ];
  });
}
