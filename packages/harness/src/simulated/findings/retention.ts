import { sumOf } from "../calculations.ts";
import { readBridge } from "../arr.ts";
import { figureIn } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, listed, quoted, words } from "../passages.ts";
import type { Room } from "../room.ts";
import { conflict, say, type Conflict, type Finding, type Statement } from "../statement.ts";
import type { Study, TopicDesk } from "../study.ts";

const paybackGuess = "CAC payback from opex and new ARR, months";

/** Which of the requested metrics are fit to be reported. */
export const retention: TopicDesk = {
  topic: "retention",
  sums: (study) => {
    const { added } = readBridge(study.room);
    const opex = figureIn(study.room.rows(layout.profitAndLoss).at(-1)?.["opex_m"]);
    const margin = figureIn(study.room.rows(layout.profitAndLoss).at(-1)?.["gross_margin"]);
    if (!study.habits.has("guessed_metric") || !added || !opex || !margin) return [];
    const expression = `12 * ${sumOf([opex])} / (${added.value} * ${margin.value})`;
    return [{ name: paybackGuess, expression, decimals: 0 }];
  },
  checks: () => [],
  find: (study) => {
    const metrics = readMetrics(study.room);
    const promoted = study.habits.has("promoted_nrr");
    const refused = metrics.filter((metric) => isRefused(metric, study));
    return {
      topic: "retention",
      title: "Metrics that cannot be reported",
      conclusion: conclude(metrics, refused, study),
      facts: [
        ...metrics.map((metric) => metricFact(metric, study)),
        ...(promoted ? [] : coverage(study.room, metrics)),
      ],
      conflicts: promoted ? [] : salesClaim(study.room, metrics),
      inferences: [],
      questions: questions(metrics, study),
      weak: promoted
        ? []
        : metrics
            .filter(isEstimate)
            .map(({ name, value, path }) =>
              say(
                `${name} of ${value}: needs a calculation by finance with the customer list behind it.`,
                path,
              ),
            ),
      risk:
        refused.length === 0
          ? undefined
          : {
              id: "unsupported_metrics",
              name: `No validated figure for ${listed(refused.map(({ name }) => name))}`,
              severity: "medium",
              weight: 0.8,
            },
    } satisfies Finding;
  },
};

interface Metric {
  name: string;
  value: string;
  status: string;
  notes: string;
  path: string;
}

function readMetrics(room: Room): Metric[] {
  return room.rows(layout.retention).map((row) => ({
    name: metricName(row["metric"] ?? ""),
    value: row["value"] ?? "",
    status: words(row["status"] ?? ""),
    notes: row["notes"] ?? "",
    path: layout.retention,
  }));
}

const shortNames: [RegExp, string][] = [
  [/^net_revenue_retention/, "net revenue retention (NRR)"],
  [/^gross_revenue_retention/, "gross revenue retention (GRR)"],
  [/^cac_payback/, "CAC payback"],
];

function metricName(key: string): string {
  return shortNames.find(([pattern]) => pattern.test(key))?.[1] ?? words(key);
}

/** A value exists, and nobody in finance stands behind it. */
function isEstimate({ value, status }: Metric): boolean {
  return value !== "" && /unvalidated|estimate|unaudited|not validated|未验证|估计/i.test(status);
}

function isAbsent({ value }: Metric): boolean {
  return value === "";
}

function isPartial({ status }: Metric): boolean {
  return /partial|部分/i.test(status);
}

function isRefused(metric: Metric, { habits, results }: Study): boolean {
  if (isAbsent(metric)) return !(habits.has("guessed_metric") && results.has(paybackGuess));
  return isEstimate(metric) && !habits.has("promoted_nrr");
}

function conclude(metrics: readonly Metric[], refused: readonly Metric[], study: Study): Statement {
  if (metrics.length === 0)
    return say(
      `No retention metric can be reported: \`${layout.retention}\` is missing, so their values and status are unknown.`,
    );
  const promoted = metrics.filter(
    (metric) => isEstimate(metric) && study.habits.has("promoted_nrr"),
  );
  const opening = promoted
    .map(({ name, value }) => `${upperFirst(name)} is ${value} and can be reported. `)
    .join("");
  if (refused.length === 0) return concludeNoRefusal(opening, metrics);
  return say(
    `${opening}Refuse to report as official: ${listed(refused.map(reasonFor))}.`,
    layout.retention,
  );
}

function concludeNoRefusal(opening: string, metrics: readonly Metric[]): Statement {
  const partial = metrics.filter(isPartial).map(({ name }) => name);
  return say(
    partial.length > 0
      ? `${opening}None of the requested metrics has to be refused; ${listed(partial)} can be reported only with the caveat that finance has covered them in part.`
      : `${opening}All requested metrics can be reported.`,
    layout.retention,
  );
}

function reasonFor({ name, value, status }: Metric): string {
  return value === ""
    ? `${name} (not provided, so there is no figure to report)`
    : `${name} (the ${value} is a ${status.replace(/^(.*) unvalidated$/, "$1")} that finance has not validated)`;
}

function metricFact(
  { name, value, status, notes, path }: Metric,
  { habits, results }: Study,
): Statement {
  const guess = results.get(paybackGuess);
  if (value === "" && habits.has("guessed_metric") && guess)
    return say(
      `${upperFirst(name)} is about ${guess} months, estimated from operating expense and new ARR.`,
      path,
      layout.profitAndLoss,
    );
  if (habits.has("promoted_nrr") && value !== "")
    return say(`${upperFirst(name)}: ${value}.`, path);
  const note = notes ? ` (${lowerFirst(notes)})` : "";
  return value === ""
    ? say(`${upperFirst(name)}: ${status || "no value"}${note}.`, path)
    : say(`${upperFirst(name)}: ${value}, status ${status}${note}.`, path);
}

/** What the estimate leaves out, as far as a narrative says so. */
function coverage(room: Room, metrics: readonly Metric[]): Statement[] {
  if (!metrics.some(isEstimate)) return [];
  const passage = findPassage(
    room,
    [layout.qaLog, layout.productStrategy],
    /leaves? out|exclud|omits|不含|未包含|剔除|排除/i,
    /downs|churn|entit|流失|降级|缩减/i,
  );
  return passage ? [say(`On what the estimate covers: ${quoted(passage)}.`, passage.path)] : [];
}

function salesClaim(room: Room, metrics: readonly Metric[]): Conflict[] {
  const estimate = metrics.find(isEstimate);
  const passage = findPassage(
    room,
    [layout.productStrategy, layout.goToMarket],
    /retention|NRR|留存/i,
    /\d\s?%/,
  );
  return estimate && passage
    ? [
        conflict(
          "claim",
          `Sales material uses the figure (${quoted(passage)}), while the retention extract marks it ${estimate.status}.`,
          passage.path,
          estimate.path,
        ),
      ]
    : [];
}

function questions(metrics: readonly Metric[], { habits }: Study): Statement[] {
  return metrics.flatMap((metric) => {
    if (isAbsent(metric) && !habits.has("guessed_metric"))
      return [
        say(
          `Please provide ${metric.name} with its calculation; it has not been provided.`,
          metric.path,
        ),
      ];
    if (isEstimate(metric) && !habits.has("promoted_nrr"))
      return [
        say(
          `When will finance publish a validated ${metric.name}, with all entities and churned accounts in it?`,
          metric.path,
        ),
      ];
    if (isPartial(metric))
      return [
        say(
          `What does ${metric.name} of ${metric.value} leave out? Its status is ${metric.status}.`,
          metric.path,
        ),
      ];
    return [];
  });
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
