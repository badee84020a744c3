/**
 * Words of working English that say the same thing, a line a group: the name to use, then what is read as it.
 * No company, product or figure is among them.
 */
const groups = `
combine: roll up|rolled up|rolling up|rolls up|rollup|add up|adds up|added up|adding up|aggregat\\w*|consolidat\\w*|sum|sums|summed|totals?|tie|ties|tied
arithmetic: arithmetical|maths?|calculat\\w*|components?|bridges?|recomput\\w*|recalculat\\w*
parent: parent (?:account|company|group|entity)s?|holding compan(?:y|ies)|ultimate owners?|corporate (?:group|family)|account hierarchy
entity: legal entit(?:y|ies)|entities|subsidiar(?:y|ies)|affiliates?
concentration: concentrated|concentrates?
cite: cites|cited|citing|citations?|sources?|references?|referenced|footnotes?|comes? from
file: files|documents?|paths?
claim: claims|claimed|statements?|assertions?
conflict: conflicts|conflicting|contradict\\w*|disagree\\w*|discrepanc\\w*|inconsisten\\w*|differ|differs|differing|mismatch\\w*
check: checks|checked|checking|verif(?:y|ies|ied|ying)|tests?|tested|confirm\\w*|examin\\w*|compare[sd]?|comparing
official: validated|audited|approved|authoritative|published
estimate: estimates|estimated|unvalidated|unverified|unconfirmed|guess(?:es|ed)?|approximat\\w*
unknown: not (?:been )?(?:provided|known|available|given)|no file (?:provides|holds)|missing|absent|unavailable|lacking
separate: separately|separated|apart|tell apart|told apart|distinguish\\w*|distinct|individually|section of its own|own section
section: sections|headings?
inference: inferences|inferred|concluded?|conclusions?|opinions?|interpretations?
open: unresolved|unanswered|outstanding|undecided|leaves? open
controlled: finance s|finance controlled|structured|exports?|exported|system of record|csv
narrative: prose|slides?|decks?|headlines?|boards?|management|markdown
weigh: weights?|weighted|weighting|discount\\w*|multipl(?:y|ies|ied)
rate: rates|probabilit(?:y|ies)
clause: clauses|terms of contracts?
memo: memos|memorandum|memoranda
inline: in (?:your|the) answer|in full|whole
tool: tools|checkers?|validators?
execute: run (?=the tool|both|all|every)|runs (?=the tool|before)|execut\\w*|invok\\w*|call(?:s|ed)?
repair: repairs|repaired|fix(?:es|ed)?|mend(?:s|ed)?|correct(?:s|ed)?
before: prior to|ahead of|until
refuse: refuses|refused|declin\\w*|withhold\\w*|cannot be reported|not be reported
security: certif\\w*|attest\\w*
revenue: arr|recurring revenue|annual recurring revenue
retention: nrr|net revenue retention|net retention
artifact: artifacts|required files?|deliverables?
`;

const patterns = groups
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", words = ""] = line.split(": ");
    return { name, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "gu") };
  });

/** Brings synonyms to one name; `text` is in lower case. */
export function synonyms(text: string): string {
  return patterns.reduce((plain, { name, pattern }) => plain.replace(pattern, name), text);
}
