import type { ScriptedContext, ScriptedRequest } from "@loopwright/core/model";
import { readResults } from "./calculations.ts";
import { readBrief, type Brief } from "./brief.ts";
import { readConversation, type Conversation } from "./conversation.ts";
import { allFindings } from "./findings/index.ts";
import { habitsAtWork, type HabitId } from "./habits.ts";
import { layout } from "./layout.ts";
import { readListing } from "./listing.ts";
import { printedFiles } from "./printed-files.ts";
import { planReading } from "./reading-plan.ts";
import { meetRequirements, type Requirements } from "./requirements.ts";
import { readRoom } from "./room.ts";
import type { Finding } from "./statement.ts";
import type { Study } from "./study.ts";
import { filesOfInterest, readQuestion, type QuestionReading } from "./topics.ts";

/** The state of the analyst's work, worked out afresh from each request. */
export interface Work {
  request: ScriptedRequest;
  conversation: Conversation;
  brief: Brief;
  asked: QuestionReading;
  habits: ReadonlySet<HabitId>;
  /** Files that exist; undefined until they have been listed. */
  listed: boolean;
  /** Commands that read the files, in order. */
  readingCommands: readonly string[];
  study: Study;
}

/** Reads the request into what is known so far. */
export function takeStock(
  request: ScriptedRequest,
  { seed }: ScriptedContext,
  { lapseRate }: { lapseRate: number },
): Work {
  const conversation = readConversation(request);
  const brief = readBrief(request, conversation);
  const asked = readQuestion(brief.question);
  const { firstUserText } = conversation;
  const habits = habitsAtWork({ rules: brief.rules, seed, firstUserText, lapseRate });
  const files = readListing(conversation, brief.dataRoot);
  const readingCommands = planReading({
    files: files ?? [],
    dataRoot: brief.dataRoot,
    interests: asked.topics.flatMap((topic) => filesOfInterest[topic]),
    skip: unopenedFiles(habits),
  });
  const room = readRoom(
    printedFiles(conversation, readingCommands),
    (files ?? []).map(({ path }) => path),
  );
  return {
    request,
    conversation,
    brief,
    asked,
    habits,
    listed: files !== undefined,
    readingCommands,
    study: { room, results: readResults(conversation), habits },
  };
}

/** Some habits consist in not opening a file. */
function unopenedFiles(habits: ReadonlySet<HabitId>): Set<string> {
  const skipped: [HabitId, string][] = [
    ["legal_entity_concentration", layout.hierarchy],
    ["soc2_complete", layout.securityOverview],
    ["summary_over_clauses", layout.clauses],
  ];
  return new Set(skipped.flatMap(([habit, path]) => (habits.has(habit) ? [path] : [])));
}

/** What the analyst concludes once everything is read and worked out. */
export interface Conclusions {
  findings: readonly Finding[];
  requirements: Requirements;
}

export function conclude(work: Work): Conclusions {
  return {
    findings: allFindings(work.study),
    requirements: meetRequirements(work.brief.rules, work.brief.question, work.study.room),
  };
}
