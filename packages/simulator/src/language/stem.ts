/** Forms that the suffix rules below would tear from their verb or noun. */
const irregular = new Map(
  Object.entries({
    withheld: "withhold",
    said: "say",
    told: "tell",
    gave: "give",
    given: "give",
    wrote: "write",
    written: "write",
    kept: "keep",
    held: "hold",
    made: "make",
    took: "take",
    taken: "take",
    shown: "show",
    found: "find",
    left: "leave",
    ran: "run",
    met: "meet",
    sent: "send",
    built: "build",
    meant: "mean",
    fell: "fall",
    fallen: "fall",
    rose: "rise",
    risen: "rise",
    grew: "grow",
    grown: "grow",
    drawn: "draw",
    drew: "draw",
    broke: "break",
    broken: "break",
    hid: "hide",
    hidden: "hide",
    chose: "choose",
    chosen: "choose",
    knew: "know",
    known: "know",
    led: "lead",
    entities: "entity",
    hierarchies: "hierarchy",
    subsidiaries: "subsidiary",
    analyses: "analysis",
    children: "child",
    people: "person",
    indices: "index",
    reconciliation: "reconcile",
    verification: "verify",
    certification: "certify",
    classification: "classify",
    conclusion: "conclude",
    refusal: "refuse",
    approval: "approve",
    disclosure: "disclose",
    omission: "omit",
    proof: "prove",
    proven: "prove",
    calculation: "calculate",
    computation: "compute",
    summation: "sum",
    aggregation: "aggregate",
    consolidation: "consolidate",
    declaration: "declare",
    explanation: "explain",
    attribution: "attribute",
    reliance: "rely",
    renewal: "renew",
    renewals: "renew",
    dependence: "depend",
    dependency: "depend",
    dependent: "depend",
    exposure: "expose",
    retention: "retention",
    statement: "state",
    agreement: "agree",
    disagreement: "disagree",
    requirement: "require",
    assessment: "assess",
    treatment: "treat",
    measurement: "measure",
    commitment: "commit",
    contracted: "contract",
  }),
);

/**
 * A light stemmer for English: plurals, `-ed`, `-ing`, `-ly`, `-tion` and silent `e` fall away, so that
 * "validated", "validating" and "validation" meet. Acronyms (SOC, NRRs), names with digits or underscores,
 * file paths and Chinese words keep all their letters, in lower case.
 *
 * It is not a dictionary: unrelated words can meet ("mention" and "meant" do not, "news" and "new" do).
 */
export function stem(word: string): string {
  if (!/^[A-Za-z']+$/.test(word)) return word.toLowerCase();
  const lower = word.toLowerCase().replace(/'s?$/, "").replaceAll("'", "");
  return strip(irregular.get(lower) ?? lower);
}

function strip(word: string): string {
  if (word.length <= 3) return word;
  return finish(withoutVerbEnding(withoutPlural(word)));
}

function withoutPlural(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return word.replace(/ies$/, "y");
  if (/(?:ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutVerbEnding(word: string): string {
  const endings: readonly [RegExp, string][] = [
    [/^(.*[aeiouy].*[ts])ion(?:al)?$/, "$1"],
    [/^(.{2,})ied$/, "$1y"],
    [/^(.*[aeiouy].+)ed$/, "$1"],
    [/^(.*[aeiouy].*.)ing$/, "$1"],
    [/^(.{3,})ly$/, "$1"],
  ];
  for (const [pattern, kept] of endings)
    if (word.length > 4 && pattern.test(word)) return withSilentE(word.replace(pattern, kept));
  return word;
}

/** "noted" is a form of "note", not of "not"; "using" of "use". */
function withSilentE(stump: string): string {
  return stump.length <= 3 && /(?:^|[^aeiou])[aeiou][^aeiouwxy]$/.test(stump) ? `${stump}e` : stump;
}

/** In longer words a silent `e` and a doubled last letter never tell two words apart here. */
function finish(word: string): string {
  return word.replace(/^(.{4,})e$/, "$1").replace(/([^aeiou])\1$/, "$1");
}
