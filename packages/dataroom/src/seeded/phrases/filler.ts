/** The parts of a narrative that no conflict touches. All strings are formulations. */
export interface NarrativeFrame {
  titles: readonly string[];
  intros: readonly string[];
  /** Further sections; a document takes some of them, and some sentences of each. */
  sections: readonly FillerSection[];
}

export interface FillerSection {
  headings: readonly string[];
  sentences: readonly string[];
}
