import type { Calculation, Results } from "./calculations.ts";
import type { HabitId } from "./habits.ts";
import type { Room } from "./room.ts";
import type { Finding, Topic } from "./statement.ts";

/** What a topic is worked out from: what was read, what was calculated, and how this analyst works. */
export interface Study {
  room: Room;
  results: Results;
  /** Habits that are at work in this conversation. */
  habits: ReadonlySet<HabitId>;
}

/** One topic: the sums it needs, the cross-checks it would make, and what it concludes. */
export interface TopicDesk {
  topic: Topic;
  /** Sums the answer is built from. */
  sums(study: Study): readonly Calculation[];
  /** Sums that test whether the files' own figures hang together. */
  checks(study: Study): readonly Calculation[];
  find(study: Study): Finding;
}
