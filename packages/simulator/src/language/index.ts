export { contentWords } from "./words.ts";
export {
  figureFallsUnder,
  readFigures,
  sameFigure,
  type Figure,
  type FigureUnit,
} from "./figures.ts";
export { polarityOf, type Polarity } from "./polarity.ts";
export { findNamed, findStatement, type FoundStatement } from "./find-statement.ts";
export { readRequirements } from "./read-requirements.ts";
export type { Requirement } from "./requirement.ts";
export { readRule } from "./read-rule.ts";
export type { Formulation, RuleReading, RuleTopic, TermGroup } from "./rule-topic.ts";
export { splitSentences, type Sentence } from "./split-sentences.ts";
