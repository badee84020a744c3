export { contentWords } from "./words.ts";
export { readRule } from "./read-rule.ts";
export type { Formulation, RuleReading, TermGroup, RuleTopic } from "./rule-topic.ts";
export { splitSentences, type Sentence } from "./split-sentences.ts";
