import type { Random } from "@loopwright/core/statistics";

/** Things that a record may rest on, each in the words that different desks use for it. */
const grounds = {
  counted: ["stock on hand", "counted stock", "shelf count on hand"],
  filed: ["plan as filed", "filed plan", "plan on record"],
  current: ["current signal", "signal of today", "latest signal"],
  earlier: ["earlier signal", "signal on record", "signal from before"],
  relayed: ["figure as passed on", "relayed figure", "figure from the sheet"],
  ordered: ["order line", "line as ordered", "order sheet"],
  listed: ["listed terms", "terms as listed", "standard terms"],
  programme: ["programme terms", "terms of the programme", "programme in force"],
  quoted: ["quote in force", "valid quote", "quote of today"],
  lapsed: ["quote on record", "earlier quote", "quote from before"],
  careful: ["careful handling", "as a careful step", "handling with care"],
  first: ["first note taken", "note that came first", "first word given"],
  rules: ["rule book", "rules in force", "text of the rules"],
  load: ["load table", "load of the week", "planned load"],
  practice: ["desk practice", "usual practice", "practice of the desk"],
  route: ["route table", "usual route", "route as drawn"],
  wish: ["customer wish", "wish of the customer", "customer message"],
  weighed: ["options weighed", "cost and date weighed", "both options"],
  talk: ["talk with the plant", "word from the plant", "plant message"],
} as const;

export type Ground = keyof typeof grounds;

const all = Object.values(grounds).flat();

const openings = [
  "seen against",
  "checked with",
  "taken from",
  "in line with",
  "noted beside",
  "read together with",
] as const;

const closings = [
  "no further step",
  "next desk informed",
  "kept on file",
  "open for questions",
  "customer informed",
  "same as last week",
  "small print read",
  "nothing unusual",
] as const;

/** How often a desk names something else than what its record rests on. */
const slipRate = 0.03;

/** One way to name a ground; now and then a desk words it loosely. */
export function groundOf(random: Random, ground: Ground): string {
  return random.next() < slipRate ? random.pick(all) : random.pick(grounds[ground]);
}

/** Any ground, as people name them in passing. */
export function anyGround(random: Random): string {
  return random.pick(all);
}

/** A line beside a record; it says little, as such lines do. */
export function passingRemark(random: Random): string {
  return `${random.pick(openings)} ${random.pick(all)}, ${random.pick(closings)}`;
}
