/**
 * Words of working English that say the same thing, a line a group: the name to use, then what is read as it.
 * Groups apply in their order, so that set phrases stand before the words that they hold. No company, product
 * or figure is among them.
 */
const groups = `
concentration customer: (?:top|largest|biggest|big|major|key) (?:customers?|accounts?|clients?)|large (?:customers|accounts|clients)
concentration: concentrated|concentrates?|dependence|dependency|dependencies
parent: (?:ultimate )?parent (?:account|company|group|entity)s?|parents|holding compan(?:y|ies)|holdings?|ultimate owners?|who owns whom|corporate (?:group|family|families|parent)s?|same group|account hierarchy|ownership
entity: legal entit(?:y|ies)|entities|subsidiar(?:y|ies)|affiliat\\w*|sister compan(?:y|ies)|related accounts|accounts that share
combine: roll up|rolled up|rolling up|rolls up|rollup|roll ups|aggregat\\w*|consolidat\\w*|unconsolidated|merg(?:e|es|ed|ing)(?= (?:every |all |the )?(?:entit|subsid|affil|parent|account|customer|group|sister))|combin\\w*|group(?:s|ed|ing)? together|belongs? together|add(?:s|ed|ing)? together|sum(?:s|med)? up everything|group(?= (?:every|all|revenue|customers|accounts|entities))|(?:as )?(?:a single|one) (?=customer|account|client)
total: add up|adds up|added up|adding up|re add|sum|sums|summed|totals|subtotals?|tie|ties|tied|reconcil(?:e|es|ed|ing)|foot(?=s? (?:every|each|all|the|it)\\b)|foots|balances?|matches? (?=its parts|the parts|their parts)
arithmetic: arithmetical|maths?|calculat\\w*|recomput\\w*|recalculat\\w*
bridge: bridges?|reconciliations?|schedules?
component: components?|(?:its|their) parts|(?:the )?parts(?= of (?:the|every|each|a) bridge)|(?:the )?lines(?= of each)
cite: cites|cited|citing|citations?|uncited|(?<!between )(?<!among )sources?(?! (?:disagree|conflict|differ))|references?|referenced|footnotes?|comes? from|taken from|attribut\\w*|backs? (?:each |every |it )?up|file (?=behind)|files? that (?:show|support)s?
file: files|documents?|paths?
claim: claims|claimed|statements?|assertions?|asserted
conflict: conflicts|conflicting|contradict\\w*|disagree\\w*|discrepanc\\w*|inconsisten\\w*|differ|differs|differing|differences?|mismatch\\w*|deviat\\w*|do(?:es)? not (?:match|agree)
estimate: estimates|estimated|estimating|unvalidated|unverified|unconfirmed|unofficial|unaudited|not (?:been |yet )?(?:validated|confirmed|approved|signed off)|guess(?:es|ed|ing)?|approximat\\w*|invent(?:s|ed|ing)?|fabricat\\w*|mak(?:e|es|ing) (?:one |it |them )?up
official: validate|validates|validated|validation|audited|approved|authoritative|published|signed off|sign off|signed
check: checks|checked|checking|verif(?:y|ies|ied|ying)|tests?|tested|confirm\\w*|examin\\w*|compar(?:e|es|ed|ing)|cross check\\w*|consult(?:s|ed)?
unknown: not (?:been )?(?:provided|known|available|given|supplied|disclosed)|no file (?:provides|holds)|do(?:es)? not (?:contain|hold|give)|nobody supplied|no source|missing|absent|unavailable|lack(?:s|ing)?|gaps?
separate: separately|separated|separates|apart|tell apart|told apart|tells?(?= \\p{L}+ from )|distinguish\\w*|distinct|individually|section of its own|own section|split(?:s|ting)?|divid(?:e|es|ed)|lump(?:ed)?|mix(?:es|ed|ing)?|blend(?:s|ed)?|(?:its|their) own (?=part|heading|status|section)|different (?=heading|section|list)|on (?:its|their) own|labell?(?:s|ed|ing)?|mark(?:s|ed)?
section: sections|headings?|chapters?|parts? of the (?:answer|report)
inference: infers?|inferences|inferred|conclud\\w*|conclusions?|opinions?|interpret\\w*|deduc\\w*|judge?ments?
open: unresolved|unanswered|outstanding|undecided|leaves? open
controlled: finance s|finance controlled|structured|exports?|exported|system of record|ledgers?|spreadsheets?|csv
narrative: prose|slides?|decks?|headlines?|boards?|management|markdown|presentations?|marketing
weigh: weights?|weighted|unweighted|weighting|discount\\w*|multipl(?:y|ies|ied)|haircut|face value
rate: rates|probabilit(?:y|ies)
close: closes|closed(?! (?:month|quarter|year|period|books))|closing(?! (?:date|balance|figure|price))|won|wins?|conversions?|convert(?:s|ed)?
pipeline: funnels?
clause: clauses|terms of contracts?|contract terms|legal terms|provisions?
contract: contracts|contractual|agreements?
memo: memos|memorandum|memoranda
inline: in (?:your|the) (?:answer|reply|response|final response)|in full|whole|entire|full text|complete (?=memo)|directly into
pointer: pointers?|links?|pointing|points? (?:at|to)|where the file is
tool: tools|checkers?|validators?
execute: run (?=the (?:two |both )?(?:tool|check|valid)|both|all|every|each)|runs (?=the tool|before)|execut\\w*|invok\\w*|call(?:s|ed)?
repair: repairs|repaired|fix(?:es|ed)?|mend(?:s|ed)?|correct(?:s|ed)?|resolv(?:e|es|ed)
issue: issues|problems?|complain\\w*|flag(?:s|ged)?|findings?
before: prior to|ahead of|until
refuse: refuses|refused|declin\\w*|withhold\\w*|cannot be reported|not be reported
security: certif\\w*|attest\\w*|complian\\w*
revenue: arr|recurring revenue|annual recurring revenue
retention: nrr|net revenue retention|net retention
metric: metrics|kpis?|indicators?
artifact: artifacts|required files?|deliverables?
kind: kinds|categor(?:y|ies)|areas?|types?(?= of)
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
