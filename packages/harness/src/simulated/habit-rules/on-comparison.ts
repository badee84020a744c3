import type { HabitRule } from "./habit-rule.ts";

const looking = ["check", "compare", "look for", "match", "verify", "test", "watch for", "find"];

/** Habits of comparison: what is not held against other documents. */
export const rulesOnComparison: readonly HabitRule[] = [
  {
    id: "outdated_sources",
    habit: "takes what a document says without asking whether it was restated or replaced since",
    subject:
      /restat|out of date|outdated|\bstale\b|supersed|\bolder\b|latest|newest|most recent|重述|过时|最新/i,
    contrary: /\b(?:rely on|quote|use|cite|take)\b[^.]*\b(?:older|outdated|out of date|stale)\b/i,
    topic: {
      wanted: [
        [
          [...looking, "use", "prefer", "take", "state", "name", "rely on", "flag", "identify"],
          ["restate", "restated", "restatement", "outdated", "out of date", "stale", "superseded"],
        ],
        [
          ["use", "prefer", "take", "rely on", "quote", ...looking],
          ["latest", "newest", "most recent", "current version"],
        ],
        [["older"], ["document", "figure", "plan", "source", "version"], looking],
      ],
      unwanted: [
        [
          ["use", "rely on", "quote", "take", "cite"],
          ["outdated", "out of date", "stale", "superseded", "older"],
        ],
      ],
    },
  },
  {
    id: "mixed_units",
    habit: "takes a figure without looking at its currency and its period",
    subject: /\bunits?\b|currenc|per (?:month|quarter)|\bperiods? (?:of|a|each|every)\b|单位|币种/i,
    topic: {
      wanted: [
        [
          [...looking, "state", "name", "give", "convert"],
          ["unit", "currency", "currencies"],
        ],
        [["never", "not"], ["mix"], ["unit", "currency", "currencies"]],
      ],
      unwanted: [
        [
          ["mix", "mix up", "confuse", "ignore"],
          ["unit", "currency", "currencies", "period"],
        ],
      ],
    },
  },
  {
    id: "unmatched_dates",
    habit: "takes a date from the first file that gives one",
    subject: /\bdates?\b|日期/i,
    topic: {
      wanted: [
        [
          [...looking, "cross-check", "reconcile"],
          ["date", "dates"],
          ["file", "document", "export", "source", "against", "other", "calendar", "elsewhere"],
        ],
        [["date"], ["contradict", "conflict", "disagree", "differ"]],
      ],
      unwanted: [[["rely on", "trust", "take"], ["first date"]]],
    },
  },
  {
    id: "repeated_customers",
    habit: "counts a customer that appears under two names as two",
    subject:
      /\btwice\b|\bonce\b|double[- ]count|\btwo names\b|former name|renamed|duplicate|same customer|重复|更名/i,
    contrary: /\b(?:count|list)\b[^.]*\btwice\b/i,
    topic: {
      wanted: [
        [
          [...looking, "merge", "treat", "count", "identify"],
          ["former name", "two names", "renamed", "duplicate", "double count", "same customer"],
        ],
        [["customer", "contract"], ["once"], ["count", "list", "include"]],
      ],
      unwanted: [
        [["count", "list", "double-count"], ["customer", "contract"], ["twice"]],
        [["double count"], ["customer", "contract", "account", "revenue"]],
      ],
    },
  },
];
