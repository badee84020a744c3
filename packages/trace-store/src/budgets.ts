/** How much an answer may hold. Characters are code points. */
export const budgets = {
  /** Characters of an attribute when a whole trace is shown. */
  overviewAttribute: 4096,
  /** Characters of an attribute when chosen spans are shown. */
  surgicalAttribute: 16384,
  /** Bytes of the spans or matches of one answer. */
  response: 150_000,
  sampleTraceIds: 20,
  topSpanNames: 10,
  taxonomyTraces: 2000,
  taxonomyMessage: 200,
  taxonomyGroups: 20,
  taxonomyExamples: 3,
} as const;
