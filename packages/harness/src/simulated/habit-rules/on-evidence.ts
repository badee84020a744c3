import type { HabitRule } from "./habit-rule.ts";

/** Habits of reading: which source is believed, and what is overlooked. */
export const rulesOnEvidence: readonly HabitRule[] = [
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
];
