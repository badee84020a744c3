import type { Topic } from "./statement.ts";

/** What shape of answer a question asks for, beyond its topics. */
export type AnswerForm =
  | "topic"
  | "contradictions"
  | "refusals"
  | "follow_ups"
  | "top_risks"
  | "weak_claims"
  | "outdated"
  | "misleading"
  | "lookup";

export interface QuestionReading {
  form: AnswerForm;
  /** Topics in the order in which the question names them. */
  topics: readonly Topic[];
  /** The question asks for a memo. */
  memo: boolean;
  /** Kinds of risk that the question names side by side. */
  areas: readonly RiskArea[];
}

/** A kind of risk, and the topics that belong to it, the most telling first. */
export interface RiskArea {
  name: string;
  topics: readonly Topic[];
}

const riskAreas: readonly (RiskArea & { words: RegExp })[] = [
  { name: "Financial risk", topics: ["financing", "revenue", "pipeline"], words: /financ|财务/i },
  { name: "Legal risk", topics: ["legal"], words: /legal(?! entit)|法律/i },
  {
    name: "Customer risk",
    topics: ["concentration", "customers", "security"],
    words: /customer|客户/i,
  },
];

const topicWords: Record<Topic, RegExp> = {
  financing:
    /runway|cash burn|\bburn\b|financing|liquidity|fundrais|financial risk|solven|现金|融资|烧钱/i,
  revenue: /\barr\b|revenue|recurring|top line|收入|营收|经常性/i,
  concentration:
    /concentrat|roll[\s-]?up|parent[\s-]account|customer (?:risk|exposure|dependen)|depend\w* on (?:a few|its largest)|集中度|母公司/i,
  legal:
    /legal(?! entit)|litigation|lawsuit|clause|contract|indemnit|change[\s-]of[\s-]control|claim against|法律|诉讼|合同|条款/i,
  security: /security|soc\s?2|certif|compliance|type ii?\b|安全|认证|合规/i,
  retention: /\bnrr\b|\bgrr\b|retention|cac\b|payback|churn|留存|续费/i,
  pipeline: /pipeline|bookings|close rate|sales forecast|管道|商机/i,
  customers:
    /customer health|at[\s-]risk (?:customer|account)|renewal risk|churn risk|escalation|客户健康/i,
};

const forms: readonly [AnswerForm, RegExp][] = [
  ["outdated", /out of date|outdated|restated|superseded|no longer (?:true|hold|valid)|过时|重述/i],
  [
    "misleading",
    /mislead|(?:units?|currenc\w+|dates?|names?)[^.?]{0,60}(?:confus|mix|mislead|wrong)|误导|混淆/i,
  ],
  [
    "contradictions",
    /contradict|conflict|disagree|inconsisten|discrepan|do(?:es)? not (?:agree|tie|match)|矛盾|冲突|不一致/i,
  ],
  [
    "refusals",
    /refuse|decline to|should (?:we |you |the \w+ )?not (?:be )?(?:report|state|quote|publish|rel)|(?:not|cannot|can't) be (?:reported|supported|validated|stated|answered)|unsupported|拒绝|不应(?:报告|采用)/i,
  ],
  [
    "weak_claims",
    /(?:stronger|better|more|additional|further) (?:evidence|support|proof)|weak(?:ly|est)? (?:supported|evidence|claims)|under-?supported|更(?:强|多)(?:的)?证据/i,
  ],
  [
    "follow_ups",
    /follow[\s-]?up|questions? (?:to|should|must|do|would) (?:we |be )?ask|what (?:should|must) we ask|before (?:the |an? )?(?:investment )?committee|request list|跟进|追问/i,
  ],
  [
    "top_risks",
    /(?:top|biggest|main|key|most (?:severe|serious|material)|three|rank\w*)[^.?]{0,30} risks?|risks? (?:by|in order of) severity|主要风险|三大风险/i,
  ],
];

/** Reads what a question is about. A question that fits nothing known is looked up word by word. */
export function readQuestion(question: string): QuestionReading {
  const areas = riskAreas.filter(({ words }) => words.test(question));
  const matching = Object.entries(topicWords)
    .flatMap(([topic, words]) => {
      const at = question.search(words);
      return at < 0 ? [] : [{ topic, at }];
    })
    .sort((a, b) => a.at - b.at)
    .flatMap(({ topic }) => (isTopic(topic) ? [topic] : []));
  const named = withoutBroader(matching, question);
  const form = forms.find(([, words]) => words.test(question))?.[0];
  return {
    form: form ?? (named.length > 0 ? "topic" : "lookup"),
    topics: named,
    memo: /\bmemo(?:randum)?\b|备忘录/i.test(question),
    areas: areas.length > 1 && /risk|风险/i.test(question) ? areas : [],
  };
}

/** "Revenue" alone says little beside a more definite topic. */
function withoutBroader(named: readonly Topic[], question: string): Topic[] {
  return named.filter(
    (topic) => topic !== "revenue" || named.length === 1 || /\barr\b|quality/i.test(question),
  );
}

function isTopic(word: string): word is Topic {
  return word in topicWords;
}

/** Parts of file names that are worth reading first for a topic. */
export const filesOfInterest: Record<Topic, readonly string[]> = {
  financing: ["financials/", "board_deck", "hr/"],
  revenue: ["financials/", "board_deck", "overview"],
  concentration: ["customers/", "overview", "qa_log"],
  legal: ["legal/"],
  security: ["security", "escalations"],
  retention: ["retention", "qa_log", "product_strategy", "revenue_recognition"],
  pipeline: ["sales/", "go_to_market"],
  customers: ["customers/", "support/"],
};
