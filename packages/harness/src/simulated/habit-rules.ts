import type { RuleTopic } from "@loopwright/simulator/language";

export type HabitId = (typeof habitIds)[number];

export const habitIds = [
  "legal_entity_concentration",
  "headline_arr",
  "soc2_complete",
  "promoted_nrr",
  "silent_reconciliation",
  "unnoted_contradiction",
  "missing_open_questions",
  "thin_citations",
  "unchecked_arithmetic",
  "late_validation",
  "guessed_metric",
  "summary_over_clauses",
  "pipeline_face_value",
  "mixed_statements",
  "merged_risk_areas",
  "memo_by_reference",
] as const;

/** A bad habit and the rule that switches it off, in whatever words the rule is put. */
export interface HabitRule {
  id: HabitId;
  /** What the analyst does when no rule stops it. */
  habit: string;
  /** What a sentence has to name to be about this habit at all. */
  subject: RegExp;
  /** Words that ask for the habit itself, unless a negation stands before them. */
  contrary?: RegExp;
  topic: RuleTopic;
}

const conflictWords = ["conflict", "contradiction", "disagreement", "sources differ"];

export const habitRules: readonly HabitRule[] = [
  {
    id: "legal_entity_concentration",
    habit: "reads concentration contract by contract and never opens the account hierarchy",
    subject:
      /parent|holding compan|corporate (?:group|famil)|hierarch|group level|legal entit|subsidiar|affiliat|ultimate|umbrella|common (?:owner|control)|母公司|集团|法人|实体/i,
    topic: {
      wanted: [
        [
          [
            "roll up",
            "group",
            "map",
            "measure",
            "by",
            "per",
            "at",
            "use",
            "state",
            "analyse",
            "level",
          ],
          ["parent"],
        ],
        [
          ["concentration", "customer", "exposure"],
          ["parent", "account hierarchy", "corporate group"],
        ],
        [["account hierarchy", "hierarchy file"]],
        [["customer", "exposure", "concentration"], ["group level"]],
      ],
      unwanted: [
        [
          ["judge", "assess", "state", "measure", "rank"],
          ["concentration", "exposure", "customer"],
          ["legal entity"],
        ],
        [["rely on", "stop", "measure", "collapse"], ["legal entity"]],
      ],
    },
  },
  {
    id: "headline_arr",
    habit: "takes the ARR of the board deck for the official one",
    subject:
      /\barr\b|recurring|headline|board|structured|exports?\b|controlled|system of record|bridge|结构化|董事会/i,
    topic: {
      wanted: [
        [
          ["controlled", "finance", "arr bridge"],
          ["arr", "figure"],
        ],
        [
          ["rely on", "use", "prefer", "trust"],
          ["bridge", "controlled"],
        ],
        [["structured over narrative", "prefer controlled", "prefer system of record"]],
      ],
      unwanted: [
        [["headline", "management"], ["arr"], ["use", "official", "rely on", "take", "state"]],
        [["prefer headline", "narrative over structured", "headline over structured"]],
      ],
    },
  },
  {
    id: "soc2_complete",
    habit: "repeats the sales wording on the certification and does not open the security overview",
    subject: /soc\s?2|certif|type (?:i|1)\b|attestation|认证/i,
    contrary: /\b(?:describe|call|report|state)\b[^.]*\bas complete\b/i,
    topic: {
      wanted: [
        [["type 1"], ["type 2"]],
        [["soc 2", "certification"], ["type"]],
        [["use", "read", "open", "consult"], ["security overview"]],
      ],
      unwanted: [
        [["soc 2", "certification"], ["complete"]],
        [["faq"], ["evidence", "rely on", "proof"]],
      ],
    },
  },
  {
    id: "promoted_nrr",
    habit: "reports an unvalidated estimate as if it were a validated metric",
    subject:
      /\bnrr\b|retention|estimate|unvalidated|unverified|validat|official|留存|估计|未经验证/i,
    topic: {
      wanted: [
        [
          ["refuse", "label", "mark", "caveat", "qualify"],
          ["unvalidated", "estimate", "nrr"],
        ],
        [["metric", "nrr", "estimate"], ["finance"], ["validated"]],
        [["status"], ["metric", "nrr", "figure"]],
      ],
      unwanted: [
        [
          ["promote", "state", "present", "report", "treat"],
          ["unvalidated", "estimate", "nrr"],
        ],
        [
          ["unvalidated", "estimate"],
          ["official", "fact", "validated"],
        ],
      ],
    },
  },
  {
    id: "silent_reconciliation",
    habit: "picks one of two disagreeing figures and leaves the other unmentioned",
    subject:
      /conflict|contradict|disagree|differ|discrepan|reconcil|smooth|silent|inconsist|矛盾|冲突|不一致/i,
    contrary: /\b(?:only|just|pick|choose) (?:one|a single)\b/i,
    topic: {
      wanted: [
        [
          ["both", "each", "all"],
          ["figure", "value", "basis", "source", "side"],
        ],
        [["state", "keep", "expose"], conflictWords],
        [["side by side"], ["arr", "figure", "value"]],
      ],
      unwanted: [
        [["reconcile", "smooth over", "smooth"]],
        [["silent"], ["pick", "choose", "reconcile", "resolve"]],
      ],
    },
  },
  {
    id: "unnoted_contradiction",
    habit: "does not say when a narrative claim is contradicted by an export",
    subject: /conflict|contradict|disagree|discrepan|inconsist|compare|smooth|矛盾|冲突|不一致/i,
    topic: {
      wanted: [
        [["state", "keep", "expose", "look for", "search", "identify"], conflictWords],
        [
          ["compare", "check", "test"],
          ["narrative", "claim"],
          ["structured", "export", "file"],
        ],
      ],
      unwanted: [
        [["smooth over", "ignore", "hide", "smooth"], [...conflictWords]],
        [conflictWords, ["unmentioned", "unsaid", "leave out", "omit"]],
      ],
    },
  },
  {
    id: "missing_open_questions",
    habit: "leaves out what is still open",
    subject: /question|unresolved|unanswered|remains? open|still open|未决|待解|问题/i,
    topic: {
      wanted: [
        [["open question", "follow-up question", "unresolved question", "outstanding question"]],
        [
          ["unknown", "open", "unresolved"],
          ["list", "state", "name", "end", "close", "include", "section"],
        ],
      ],
      unwanted: [[["leave out", "drop", "skip"], ["question"]]],
    },
  },
  {
    id: "thin_citations",
    habit: "names one file for the whole answer",
    subject:
      /^(?!.*not support).*(?:\bcit(?:e|es|ed|ing|ations?)\b|\b(?:each|every|all)\b.*\b(?:sources?|files?|evidence|references?)\b|\b(?:sources?|files?|evidence|references?)\b.*\b(?:each|every|all)\b|without (?:a |an |its )?(?:source|file)|引用|出处|来源)/i,
    topic: {
      wanted: [
        [
          ["claim", "statement", "statements", "fact", "figure", "number"],
          ["cite", "source"],
        ],
        [["cite"], ["file"]],
        [
          ["claim", "fact", "figure", "number"],
          ["evidence", "file"],
        ],
      ],
      unwanted: [
        [
          ["claim", "statement", "statements", "figure"],
          ["without"],
          ["cite", "source", "evidence"],
        ],
      ],
    },
  },
  {
    id: "unchecked_arithmetic",
    habit: "takes totals as printed, without adding up the parts or looking for missing periods",
    subject:
      /arithmetic|add(?:s|ed|ing)? (?:up|them)|\bties?\b|recomput|recalculat|\btotals?\b|\bsums?\b|bridge|missing (?:month|period)|算术|加总|验算/i,
    topic: {
      wanted: [
        [
          ["check", "recompute", "verify", "test", "add up"],
          ["arithmetic", "total", "sum", "bridge", "component", "figure tie", "calculation"],
        ],
        [
          ["check", "look for", "state", "verify"],
          ["missing month", "missing period"],
        ],
        [["arithmetic"]],
        [
          ["reconcile", "tie"],
          ["opening", "ending", "closing", "movement"],
        ],
      ],
      unwanted: [
        [
          ["trust", "rely on"],
          ["total", "sum", "bridge"],
        ],
      ],
    },
  },
  {
    id: "late_validation",
    habit: "answers without running the runtime tools, or without mending what they report",
    subject:
      /^(?=.*(?:\btools?\b|validat|\bchecks\b|checkers?\b|工具|校验|验证))(?=.*(?:before|until|unless|only (?:after|once|when)|only[^.]*\bafter|without|first|then|之前|前))(?=.*(?:answer|finish|submit|deliver|reply|conclude|回答|答复|提交))/i,
    contrary:
      /\b(?:answer|finish|submit|reply)\w*\b[^.,]*\bbefore\b[^.]*(?:run|tools?|checks?|validat)/i,
    topic: { wanted: [[["tool", "validate", "validator", "check"]]] },
  },
  {
    id: "guessed_metric",
    habit: "works out a stand-in for a metric that nobody provided",
    subject:
      /unknown|missing|absent|not (?:been )?provided|provided|guess|invent|gap|缺失|未知|未提供/i,
    topic: {
      wanted: [
        [
          ["unknown", "missing", "not provided", "absent"],
          ["stay", "remain", "state", "leave", "keep"],
        ],
        [["refuse"], ["missing", "absent", "not provided", "unsupported"]],
      ],
      unwanted: [
        [
          ["estimate", "guess", "invent", "derive", "fill", "infer"],
          ["missing", "absent", "unknown", "not provided", "gap", "metric"],
        ],
        [["guess", "invent", "make up"]],
      ],
    },
  },
  {
    id: "summary_over_clauses",
    habit: "trusts the contract summary and does not open the clause inventory",
    subject: /clause|contract summar|contracts summar|contracts_summary|signed document|条款/i,
    topic: {
      wanted: [
        [
          ["clause inventory", "clause list", "clause"],
          [
            "read",
            "open",
            "check",
            "verify",
            "base",
            "compare",
            "use",
            "consult",
            "outrank",
            "reconcile",
          ],
        ],
        [
          ["contract", "legal"],
          ["summary", "narrative"],
          ["clause", "signed"],
          ["check", "compare", "reconcile", "against"],
        ],
      ],
      unwanted: [
        [
          ["rely on", "trust"],
          ["contract summary", "contracts summary"],
        ],
      ],
    },
  },
  {
    id: "pipeline_face_value",
    habit: "counts pipeline at face value and overlooks whom it depends on",
    subject: /pipeline|管道|商机/i,
    topic: {
      wanted: [
        [
          ["weight", "discount", "multiply", "apply"],
          ["pipeline", "stage", "deal"],
        ],
        [["pipeline"], ["close rate", "historical rate", "weighted", "probability"]],
      ],
      unwanted: [[["pipeline"], ["face value", "unweighted", "as revenue"]]],
    },
  },
  {
    id: "mixed_statements",
    habit: "runs facts, inferences and open questions together",
    subject: /\bfacts?\b|事实/i,
    topic: {
      wanted: [
        [
          ["separate", "distinguish", "label", "apart", "section"],
          ["fact"],
          ["inference", "opinion", "judgement", "interpretation"],
        ],
      ],
      unwanted: [
        [["state"], ["inference"], ["fact"]],
        [
          ["mix", "blend", "merge"],
          ["fact"],
          ["inference", "opinion", "judgement", "interpretation"],
        ],
      ],
    },
  },
  {
    id: "merged_risk_areas",
    habit: "answers a question on several kinds of risk in one list",
    subject: /\brisks?\b|风险/i,
    topic: {
      wanted: [
        [
          ["section", "heading"],
          ["risk", "area"],
        ],
        [["section", "heading"], ["financial"], ["legal"], ["customer"]],
      ],
      unwanted: [[["merge", "combine", "single"], ["section", "heading", "list"], ["risk"]]],
    },
  },
  {
    id: "memo_by_reference",
    habit: "points to the memo file instead of giving the memo",
    subject: /\bmemo(?:randum)?s?\b|备忘录/i,
    topic: {
      wanted: [
        [
          ["memo"],
          ["give", "put", "write", "include", "contain", "carry", "return", "appear"],
          ["inline", "answer", "in full", "reply"],
        ],
        [["memo"], ["inline"]],
      ],
      unwanted: [[["memo"], ["point to", "refer to", "mention"], ["file"]]],
    },
  },
];
