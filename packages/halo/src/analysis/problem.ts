import type { FindingClass, HarnessComponent } from "@loopwright/core";
import type { DraftClaim } from "../diagnosis/draft.ts";
import type { Wish } from "./rules/wish.ts";

/** Something that went wrong in one run, with the claims that show it. */
export interface Problem {
  source: "gate" | "human_feedback" | "spans";
  wish: Wish;
  /** What should have happened, as a rule for all runs. */
  wording: string;
  title: string;
  /** Set where the title is about something with a name of its own, so that several share one title. */
  subject?: { key: string; title: (keys: readonly string[]) => string };
  traceId: string;
  /** How much it matters: a failed eval and a person's word more than a habit seen in the spans. */
  weight: number;
  claims: readonly DraftClaim[];
  /** Evals that should turn when it is mended. */
  evals: readonly string[];
  /** Set where no comparison with the rules can settle it: a crash is no question of wording. */
  settled?: Mend;
}

/** What kind of fault a problem shows, and the change that mends it. */
export interface Mend {
  class: FindingClass;
  component: HarnessComponent;
  /** First word of the recommendation's title. */
  verb: string;
  change: string;
  targetFile: string | null;
}
