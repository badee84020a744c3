import { bitSet, countShared, intersection, membersWithout } from "./bit-sets.ts";
import type { Encoded } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder, IndexOptions, Shown } from "./feature-index.ts";
import { siteAt } from "./feature-names.ts";
import type { Level } from "./level-features.ts";
import { storyBook } from "./story-book.ts";

interface Context extends IndexOptions {
  encoded: Encoded;
  shown: Shown;
  support: number;
  levels: readonly Level[];
}

/** A consequence follows its trigger when at least this share of the runs with the trigger shows it ... */
const leastConsequence = 0.5;
/** ... and it is this much commoner than in runs without the trigger: more so when many do without it. */
const usualConsequence = 0.7;
const usualLift = 0.15;
const unusualLift = 0.35;
/** Two facts bring a step with them only together when each makes it this much commoner beside the other. */
const jointLift = 0.3;
const mostFactsOfASite = 16;
/** Largest share of the runs that may show a trigger. */
const mostTriggered = 0.9;

interface Trigger {
  site: number;
  /** What was known there, `key=value` or a word; empty when being there is all. */
  text: string;
  key: string;
  /** Whether it is more than a word or a copied value, which a fault may bring forth itself. */
  isPlain: boolean;
  runs: number;
  mask: Int32Array;
}

interface Consequence {
  site: number;
  agent: string;
  runs: number;
  mask: Int32Array;
}

/** `without`: a trigger that nearly always brings a site with it, in runs where that site is missing. */
export function addConditionalOmissions(builder: IndexBuilder, context: Context): void {
  const wanted = consequencesOf(context);
  const triggers = triggersOf(context);
  const runCount = context.encoded.traces.length;
  const add = omissionAdder(builder, context);
  for (const trigger of triggers.filter(({ runs }) => runs <= mostTriggered * runCount))
    for (const consequence of wanted)
      if (mayFollow(trigger, consequence, context))
        add(trigger, consequence, countShared(trigger.mask, consequence.mask));
  // What nearly every run shows brings nothing with it by itself, but may beside another fact.
  for (const facts of factsBySite(triggers, context))
    for (const pair of pairsOf(facts, context.support)) addJoint(pair, wanted, context, add);
}

type Add = (trigger: Trigger, consequence: Consequence, both: number) => void;

function omissionAdder(builder: IndexBuilder, { encoded, support }: Context): Add {
  const n = encoded.traces.length;
  const stories = storyBook();
  return (trigger, consequence, both) => {
    if (trigger.site === consequence.site && trigger.text === "") return;
    if (trigger.runs - both < support || !follows(trigger, consequence, both, n)) return;
    // Many triggers tell the same story; one of each set of runs is enough.
    if (!stories.isNew(consequence.site, trigger.mask, consequence.mask)) return;
    builder.add({
      family: familyNumber.without,
      a: consequence.site,
      b: encoded.wordOf(`${trigger.site}\u0002${trigger.text}`),
      runs: membersWithout(trigger.mask, consequence.mask),
    });
  };
}

/** Whether it would follow if as many runs as can be showed both: most pairs need no counting. */
function mayFollow(
  trigger: Trigger,
  consequence: Consequence,
  { encoded, support }: Context,
): boolean {
  const most = Math.min(trigger.runs - support, consequence.runs);
  return most >= 0 && follows(trigger, consequence, most, encoded.traces.length);
}

function follows(trigger: Trigger, consequence: Consequence, both: number, n: number): boolean {
  const share = both / trigger.runs;
  const lift = share - (consequence.runs - both) / (n - trigger.runs);
  if (share >= usualConsequence) return lift >= usualLift;
  return trigger.isPlain && share >= leastConsequence && lift >= unusualLift;
}

function consequencesOf({ encoded, shown, support }: Context): Consequence[] {
  const n = encoded.traces.length;
  return shown.order.flatMap((feature): Consequence[] => {
    const runs = runsOf(shown, feature);
    if (encoded.family[feature] !== familyNumber.does) return [];
    if (runs < 4 * support || runs >= 0.98 * n) return [];
    const site = encoded.a[feature]!;
    return [{ site, agent: siteAt(encoded, site).agent, runs, mask: maskOf(shown, feature, n) }];
  });
}

function triggersOf({ encoded, shown, support, levels }: Context): Trigger[] {
  const n = encoded.traces.length;
  const isFrequent = (runs: number) => runs >= 4 * support && runs <= n - support;
  const plain = shown.order.flatMap((feature): Trigger[] => {
    const family = encoded.family[feature]!;
    const runs = runsOf(shown, feature);
    if (!triggering.has(family) || !isFrequent(runs)) return [];
    const text = family === familyNumber.does ? "" : encoded.textOf(encoded.b[feature]!);
    return [
      {
        site: encoded.a[feature]!,
        text,
        key: family === familyNumber.value ? text.slice(0, text.indexOf("=")) : "",
        isPlain: family !== familyNumber.says && family !== familyNumber.copies,
        runs,
        mask: maskOf(shown, feature, n),
      },
    ];
  });
  const graded = levels
    .filter(({ runs }) => isFrequent(runs.length))
    .map(({ site, key, text, runs }) => ({
      site,
      text,
      key,
      isPlain: true,
      runs: runs.length,
      mask: bitSet(runs, n),
    }));
  return [...plain, ...graded];
}

const triggering: ReadonlySet<number> = new Set([
  familyNumber.does,
  familyNumber.value,
  familyNumber.says,
  familyNumber.given,
  familyNumber.copies,
]);

/** Plain values that one step of an agent gave, commonest first. */
function factsBySite(triggers: readonly Trigger[], { encoded }: Context): Trigger[][] {
  const bySite = new Map<number, Trigger[]>();
  for (const trigger of triggers)
    if (trigger.key !== "" && siteAt(encoded, trigger.site).kind === "function")
      bySite.set(trigger.site, [...(bySite.get(trigger.site) ?? []), trigger]);
  return [...bySite.values()].map((facts) =>
    facts.toSorted((a, b) => b.runs - a.runs).slice(0, mostFactsOfASite),
  );
}

interface Pair {
  first: Trigger;
  second: Trigger;
  both: Trigger;
}

function pairsOf(facts: readonly Trigger[], support: number): Pair[] {
  return facts.flatMap((first, i) =>
    facts.slice(i + 1).flatMap((second): Pair[] => {
      if (first.key === second.key) return [];
      const runs = countShared(first.mask, second.mask);
      if (runs < 4 * support || runs > Math.min(first.runs, second.runs) - support) return [];
      const { site } = first;
      const mask = intersection(first.mask, second.mask);
      const text = `${first.text} and ${second.text}`;
      return [{ first, second, both: { site, text, key: "", isPlain: true, runs, mask } }];
    }),
  );
}

/** Whoever learnt both facts should have acted: only steps of that agent are looked at. */
function addJoint(
  { first, second, both }: Pair,
  wanted: readonly Consequence[],
  { encoded }: Context,
  add: Add,
): void {
  const { agent } = siteAt(encoded, both.site);
  for (const consequence of wanted) {
    if (consequence.agent !== agent || consequence.runs < leastConsequence * both.runs) continue;
    const shared = countShared(both.mask, consequence.mask);
    const share = shared / both.runs;
    const needsBoth = [first, second].every(
      (one) => share - shareOutside(one, both, shared, consequence) >= jointLift,
    );
    if (needsBoth) add(both, consequence, shared);
  }
}

/** How often the consequence follows one fact without the other. */
function shareOutside(
  one: Trigger,
  both: Trigger,
  shared: number,
  consequence: Consequence,
): number {
  return (countShared(one.mask, consequence.mask) - shared) / Math.max(1, one.runs - both.runs);
}

function runsOf({ start }: Shown, feature: number): number {
  return start[feature + 1]! - start[feature]!;
}

function maskOf({ start, run }: Shown, feature: number, size: number): Int32Array {
  return bitSet(run.subarray(start[feature], start[feature + 1]), size);
}
