import type { Reading } from "./statements.ts";

/** Looks at a run for one thing; gives what there is to say about it, or nothing. */
export type Critique = (reading: Reading) => string[];
