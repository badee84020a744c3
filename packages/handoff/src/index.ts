export { checkHandoff, sameRecommendations } from "./check-handoff.ts";
export { cleanHandoff } from "./clean-handoff.ts";
export {
  HandoffRecommendation,
  HandoffRecommendations,
  HandoffSummary,
  TopPriority,
} from "./handoff-summary.ts";
export { detailGroups, sectionTitles, type SectionTitle } from "./outline.ts";
export {
  parseHandoff,
  type HandoffDetail,
  type HandoffSection,
  type ParsedHandoff,
} from "./parse-handoff.ts";
export { renderHandoff, type RenderHandoffOptions } from "./render-handoff.ts";
export { writeHandoff, type HandoffMaterial, type WriteHandoffOptions } from "./write-handoff.ts";
