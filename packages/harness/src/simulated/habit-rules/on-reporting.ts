import type { HabitRule } from "./habit-rule.ts";

const conflictWords = ["conflict", "contradiction", "disagreement", "sources differ"];

/** Habits of work and of writing: what is checked, and what is told. */
export const rulesOnReporting: readonly HabitRule[] = [
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
