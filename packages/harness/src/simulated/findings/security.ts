import { layout } from "../layout.ts";
import { findPassage, findPassages, quoted } from "../passages.ts";
import type { Passage, Room } from "../room.ts";
import { conflict, say, type Conflict, type Finding, type Statement } from "../statement.ts";
import type { TopicDesk } from "../study.ts";

/** Whether enterprise customers can be shown the certification they ask for. */
export const security: TopicDesk = {
  topic: "security",
  sums: () => [],
  checks: () => [],
  find: ({ room, habits }) => (habits.has("soc2_complete") ? findComplete(room) : findByType(room)),
};

const typeOne = /type\s?(?:I|1|one)(?![I\w])|类型一|一型|I\s?型/i;
const typeTwo = /type\s?(?:II|2|two)(?!\w)|类型二|二型|II\s?型/i;
const unfinished =
  /not (?:yet )?(?:been )?issued|in progress|under ?way|ongoing|pending|outstanding|no report|not complete|进行|尚未|未出具|未发布/i;
const finished = /complete|issued|achieved|obtained|完成|取得|出具/i;

interface Status {
  one: Passage | undefined;
  two: Passage | undefined;
  twoIssued: boolean;
}

function readStatus(room: Room): Status {
  const files = [layout.securityOverview];
  const one =
    findPassages(room, files, typeOne).find(({ text }) => !typeTwo.test(text)) ??
    findPassage(room, files, typeOne);
  const two = findPassage(room, files, typeTwo);
  const twoIssued = two !== undefined && finished.test(two.text) && !unfinished.test(two.text);
  return { one, two, twoIssued };
}

function findByType(room: Room): Finding {
  const status = readStatus(room);
  const wording = salesWording(room);
  return {
    topic: "security",
    title: "Security readiness",
    conclusion: conclude(status),
    facts: [...statusFacts(status), ...blockedCustomers(room)],
    conflicts: wordingConflict(room, status, wording),
    inferences: dependants(room),
    questions: questions(status),
    weak:
      wording && !status.twoIssued
        ? [
            say(
              `The sales wording ${quoted(wording)}: needs an issued Type II report; the FAQ is weaker evidence than the security team's own status.`,
              wording.path,
              status.two?.path,
            ),
          ]
        : [],
    risk: {
      id: "security_certification",
      name: status.twoIssued
        ? "Security reviews of enterprise customers"
        : "No SOC 2 Type II report for enterprise reviews",
      severity: status.twoIssued ? "low" : "medium",
      weight: blockedCustomers(room).length > 0 ? 1.5 : 1,
    },
  };
}

function conclude({ one, two, twoIssued }: Status): Statement {
  if (!one && !two)
    return say(
      `The status of the certification is unknown: \`${layout.securityOverview}\` does not state it.`,
    );
  if (twoIssued)
    return say("SOC 2 Type II has been issued, so enterprise reviews can rest on it.", two?.path);
  const first = one && finished.test(one.text) ? "SOC 2 Type I is complete; " : "";
  return say(
    `${first}SOC 2 Type II is still in progress and its report has not been issued, so the company is only partly ready for enterprise security reviews.`,
    one?.path,
    two?.path,
  );
}

function statusFacts({ one, two }: Status): Statement[] {
  return [one, two].flatMap((passage) =>
    passage ? [say(`The security team states: ${quoted(passage)}.`, passage.path)] : [],
  );
}

function blockedCustomers(room: Room): Statement[] {
  return room
    .rows(layout.escalations)
    .filter((row) => /security|soc|type ii|questionnaire/i.test(row["issue"] ?? ""))
    .map((row) =>
      say(
        `${row["customer"]} has an escalation of ${row["severity"]} severity: ${row["issue"]} (${row["status"]}).`,
        layout.escalations,
      ),
    );
}

function salesWording(room: Room): Passage | undefined {
  return (
    findPassages(
      room,
      [layout.securityFaq],
      /SOC\s?2/i,
      /complete|certified|done|完成|已通过/i,
    ).find(({ text }) => !text.trim().endsWith("?") && !/[?？]$/.test(text)) ?? undefined
  );
}

function wordingConflict(room: Room, status: Status, wording: Passage | undefined): Conflict[] {
  if (!wording || status.twoIssued) return [];
  const comment = findPassage(
    room,
    [layout.securityFaq],
    /not .{0,30}evidence|readiness|不是.{0,12}证据|准备/i,
  );
  return [
    conflict(
      "claim",
      `The sales FAQ says ${quoted(wording)}, which overstates what the security team reports${comment ? `; the FAQ itself carries the caveat ${quoted(comment)}` : ""}. The FAQ is weaker evidence than the security overview.`,
      wording.path,
      status.two?.path ?? status.one?.path,
    ),
  ];
}

function dependants(room: Room): Statement[] {
  const expansion = findPassage(room, [layout.pipelineNotes], typeTwo);
  return expansion
    ? [
        say(
          `Sales depends on the report: ${quoted(expansion)}; revenue from it should wait for the report.`,
          expansion.path,
        ),
      ]
    : [];
}

function questions({ two, twoIssued }: Status): Statement[] {
  return twoIssued
    ? [say("Which exceptions does the Type II report note?", two?.path)]
    : [
        say(
          "When will the SOC 2 Type II report be issued, and for which period and scope?",
          two?.path,
        ),
      ];
}

/** The view of somebody who stopped at the sales FAQ. */
function findComplete(room: Room): Finding {
  const wording = salesWording(room);
  const source = wording?.path ?? layout.securityFaq;
  return {
    topic: "security",
    title: "Security readiness",
    conclusion: wording
      ? say("SOC 2 is complete, so the company is ready for enterprise security reviews.", source)
      : say("The status of the certification is unknown."),
    facts: wording
      ? [say(`The short answer given to prospects is ${quoted(wording)}.`, source)]
      : [],
    conflicts: [],
    inferences: [],
    questions: [say("Can the SOC 2 report be shared with prospects?", source)],
    weak: [],
    risk: {
      id: "security_certification",
      name: "Security reviews of enterprise customers",
      severity: "low",
      weight: 0.5,
    },
  };
}
