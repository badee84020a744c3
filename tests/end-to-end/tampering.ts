import { z } from "zod";

/** A handoff as somebody sees it who knows its format and nothing of our code. */
const Evidence = z.looseObject({
  ref: z.string(),
  quote: z.string().optional(),
  count: z.number().optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
  line: z.number().optional(),
});
const Claim = z.looseObject({ text: z.string(), about: z.string(), evidence: z.array(Evidence) });
const Recommendation = z.looseObject({
  id: z.string(),
  class: z.string(),
  title: z.string(),
  claims: z.array(Claim),
});
export const Forgeable = z.looseObject({ recommendations: z.array(Recommendation) });
export type Forgeable = z.infer<typeof Forgeable>;
type Evidence = z.infer<typeof Evidence>;
type Claim = z.infer<typeof Claim>;

/** What the forger knows of the run. */
export interface Victim {
  /** Every reference there is, by kind. */
  refs: Readonly<Record<string, readonly string[]>>;
  /** The run that a trace id or an eval id belongs to; undefined for a file. */
  runOf: (about: string) => string | undefined;
  /** How many spans of a trace hold a text in `input.value`. */
  holding: (traceRef: string, text: string) => number;
  tools: readonly string[];
}

export interface Forger {
  /** From 0 to 1, without 1. */
  next: () => number;
}

/** Changes one thing, and says what; undefined when the handoff has nothing of the kind. */
export type Forgery = (handoff: Forgeable, victim: Victim, forger: Forger) => string | undefined;

const claimsIn = (handoff: Forgeable) => handoff.recommendations.flatMap((one) => one.claims);
const evidenceIn = (handoff: Forgeable) => claimsIn(handoff).flatMap((claim) => claim.evidence);

function pick<T>(from: readonly T[], forger: Forger): T | undefined {
  return from[Math.floor(forger.next() * from.length)];
}

function twoOf<T>(from: readonly T[], forger: Forger): [T, T] | undefined {
  const first = pick(from, forger);
  const second = pick(
    from.filter((one) => one !== first),
    forger,
  );
  return first !== undefined && second !== undefined ? [first, second] : undefined;
}

/** One digit of an id, one more or one less. */
function offByOne(ref: string, forger: Forger): string {
  const places = [...ref.matchAll(/\d/g)].map((match) => match.index);
  const at = pick(places, forger);
  if (at === undefined) return `${ref}0`;
  const digit = (Number(ref[at]) + (forger.next() < 0.5 ? 1 : 9)) % 10;
  return `${ref.slice(0, at)}${digit}${ref.slice(at + 1)}`;
}

function point(evidence: Evidence, ref: string): string {
  evidence.ref = ref;
  const line = /^harness:.+:(\d+)$/.exec(ref)?.[1];
  if (line !== undefined) evidence.line = Number(line);
  return ref;
}

/** The same words in the claim's text and in its quote, as a careful forger would have it. */
function requote(handoff: Forgeable, evidence: Evidence, quote: string): string | undefined {
  const before = evidence.quote ?? "";
  if (before === quote || before.includes(quote)) return undefined;
  const start = (text: string) => text.split(/\s+/).slice(0, 6).join(" ");
  for (const claim of claimsIn(handoff))
    if (claim.evidence.includes(evidence))
      claim.text = claim.text.replace(start(before), start(quote));
  evidence.quote = quote;
  return quote;
}

function never(handoff: Forgeable, forger: Forger): [Claim, Evidence] | undefined {
  const all = claimsIn(handoff).flatMap((claim) =>
    claim.evidence.flatMap((one): [Claim, Evidence][] => (one.count === 0 ? [[claim, one]] : [])),
  );
  return pick(all, forger);
}

const same = (some: unknown, others: unknown) => JSON.stringify(some) === JSON.stringify(others);
const opposites: Record<string, string> = {
  not: "now",
  is: "was",
  are: "were",
  the: "a",
  no: "any",
  and: "or",
  before: "after",
};

/** Each is a lie about the run; whoever checks has to find it. */
export const forgeries: Readonly<Record<string, Forgery>> = {
  "an id off by one": (handoff, _victim, forger) => {
    const evidence = pick(evidenceIn(handoff), forger);
    return evidence && point(evidence, offByOne(evidence.ref, forger));
  },
  "an id off by one in reference and subject alike": (handoff, _victim, forger) => {
    const claim = pick(
      claimsIn(handoff).filter(({ about }) => /\d/.test(about)),
      forger,
    );
    if (!claim) return undefined;
    const forged = offByOne(claim.about, forger);
    for (const one of claim.evidence) one.ref = one.ref.replace(claim.about, forged);
    return (claim.about = forged);
  },
  "a quote with one word changed": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ quote }) => quote !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    const words = (evidence.quote ?? "").split(" ");
    const at = Math.floor(forger.next() * words.length);
    const word = words[at] ?? "";
    words[at] = opposites[word.toLowerCase()] ?? `${word}s`;
    return requote(handoff, evidence, words.join(" "));
  },
  "a quote with two words exchanged": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ quote }) => quote !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    const words = (evidence.quote ?? "").split(" ");
    const at = Math.floor(forger.next() * (words.length - 1));
    words.splice(at, 2, ...words.slice(at, at + 2).toReversed());
    return requote(handoff, evidence, words.join(" "));
  },
  "a wrong count": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ count }) => count !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    evidence.count = (evidence.count ?? 0) + (forger.next() < 0.5 ? 1 : 2);
    return `count ${evidence.count}`;
  },
  "a count of other words, which comes out too": (handoff, victim, forger) => {
    const [claim, evidence] = never(handoff, forger) ?? [];
    if (!claim || !evidence) return undefined;
    const text = pick(["was never called", "in this run", claim.text.slice(0, 12)], forger) ?? "";
    if (victim.holding(evidence.ref, text) > 0) return undefined;
    evidence.filter = { "input.value": { contains: text } };
    return text;
  },
  "a count over another key, which comes out too": (handoff, _victim, forger) => {
    const [, evidence] = never(handoff, forger) ?? [];
    const [wanted] = Object.values(evidence?.filter ?? {});
    const key = pick(["agent.name", "no.such.key", "kind"], forger) ?? "";
    if (!evidence || key in (evidence.filter ?? {})) return undefined;
    evidence.filter = { [key]: wanted };
    return key;
  },
  "a count with another condition, which comes out too": (handoff, _victim, forger) => {
    const [, evidence] = never(handoff, forger) ?? [];
    if (!evidence) return undefined;
    evidence.filter = { ...evidence.filter, name: { contains: "a" } };
    return "name contains a";
  },
  "a count of everything": (handoff, victim, forger) => {
    const [, evidence] = never(handoff, forger) ?? [];
    if (!evidence) return undefined;
    evidence.filter = {};
    evidence.count = victim.holding(evidence.ref, "");
    return `count ${evidence.count}`;
  },
  "a file line that moved": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ line }) => line !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    const line = Math.max(1, (evidence.line ?? 1) + (forger.next() < 0.5 ? 1 : -1));
    if (line === evidence.line) return undefined;
    return point(evidence, evidence.ref.replace(/\d+$/, String(line)));
  },
  "a line beside the reference that moved": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ line }) => line !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    evidence.line = (evidence.line ?? 0) + 1;
    return `line ${evidence.line}`;
  },
  "the claims of two recommendations exchanged": (handoff, _victim, forger) => {
    const [one, other] = twoOf(handoff.recommendations, forger) ?? [];
    if (!one || !other) return undefined;
    [one.claims, other.claims] = [other.claims, one.claims];
    return `${one.id} ${other.id}`;
  },
  "the evidence of two recommendations exchanged": (handoff, _victim, forger) => {
    const [one, other] = twoOf(handoff.recommendations, forger) ?? [];
    return exchangeEvidence(
      pick(one?.claims ?? [], forger),
      pick(other?.claims ?? [], forger),
      forger,
    );
  },
  "the evidence of two claims exchanged": (handoff, _victim, forger) => {
    const [one, other] = twoOf(pick(handoff.recommendations, forger)?.claims ?? [], forger) ?? [];
    return exchangeEvidence(one, other, forger);
  },
  "a claim about another subject": (handoff, _victim, forger) => {
    const claim = pick(claimsIn(handoff), forger);
    if (!claim) return undefined;
    claim.text =
      pick(["The weather was fine.", "A password was leaked to the customer."], forger) ?? "";
    return claim.text;
  },
  "a claim with the text of another": (handoff, _victim, forger) => {
    const [one, other] = twoOf(claimsIn(handoff), forger) ?? [];
    if (!one || !other || one.text === other.text) return undefined;
    [one.text, other.text] = [other.text, one.text];
    return `${one.text} | ${other.text}`;
  },
  "a claim about another tool that still names the first": (handoff, victim, forger) => {
    const [tool, other] = twoOf(victim.tools, forger) ?? [];
    const claim = pick(
      claimsIn(handoff).filter(({ text }) => tool !== undefined && text.includes(tool)),
      forger,
    );
    if (!claim || tool === undefined || other === undefined) return undefined;
    claim.text = claim.text.replace(tool, other);
    return claim.text;
  },
  "a claim about another run": (handoff, victim, forger) => {
    const [one, other] = twoOf(claimsIn(handoff), forger) ?? [];
    if (!one || !other || one.about === other.about) return undefined;
    // An eval and its run are the same matter.
    const run = victim.runOf(one.about);
    if (run !== undefined && run === victim.runOf(other.about)) return undefined;
    return (one.about = other.about);
  },
  "the id of something else": (handoff, victim, forger) => {
    const evidence = pick(evidenceIn(handoff), forger);
    const kind = evidence?.ref.split(":")[0] ?? "";
    const ref = pick(
      (victim.refs[kind] ?? []).filter((one) => one !== evidence?.ref),
      forger,
    );
    return evidence && ref && point(evidence, ref);
  },
  "the bare id of something else": (handoff, victim, forger) => {
    const evidence = pick(evidenceIn(handoff), forger);
    const all = Object.values(victim.refs).flat();
    const ref = pick(
      all.filter((one) => one !== evidence?.ref),
      forger,
    );
    if (!evidence || ref === undefined) return undefined;
    for (const key of ["quote", "count", "filter", "line"] as const) delete evidence[key];
    return point(evidence, ref);
  },
  "a claim without evidence": (handoff, _victim, forger) => {
    const claim = pick(claimsIn(handoff), forger);
    if (!claim) return undefined;
    claim.evidence = [];
    return claim.text;
  },
  "a finding about a rule that quotes no line": (handoff, _victim, forger) => {
    const one = pick(
      handoff.recommendations.filter((each) => !each.class.startsWith("implementation")),
      forger,
    );
    const rest = one?.claims.filter((claim) => !claim.evidence[0]?.ref.startsWith("harness:"));
    if (!one || !rest || rest.length === one.claims.length) return undefined;
    one.claims = rest;
    return one.id;
  },
  "a harness line without its words": (handoff, _victim, forger) => {
    const evidence = pick(
      evidenceIn(handoff).filter(({ line }) => line !== undefined),
      forger,
    );
    if (!evidence) return undefined;
    delete evidence.quote;
    return evidence.ref;
  },
};

/** With or without what the claims are about. */
function exchangeEvidence(
  one: Claim | undefined,
  other: Claim | undefined,
  forger: Forger,
): string | undefined {
  if (!one || !other || one.text === other.text || same(one.evidence, other.evidence))
    return undefined;
  [one.evidence, other.evidence] = [other.evidence, one.evidence];
  if (forger.next() < 0.5) [one.about, other.about] = [other.about, one.about];
  return `${one.text} | ${other.text}`;
}
