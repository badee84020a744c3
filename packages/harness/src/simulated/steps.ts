import type { ReplyItem } from "@loopwright/core/model";
import { draftOf, writeArtifacts, type ArtifactFile } from "./artifacts/index.ts";
import { calculateCommand, type Calculation } from "./calculations.ts";
import { createFile, heredoc, runCommand } from "./calls.ts";
import { allChecks, allSums } from "./findings/index.ts";
import { listCommand } from "./listing.ts";
import { latestReport, timesRun, validationCommands } from "./validation.ts";
import { conclude, type Work } from "./work.ts";

/** One step of the work: the calls it still needs, or none when it is done. */
export type Step = (work: Work) => ReplyItem[];

const commandsPerTurn = 3;
const filesPerTurn = 3;

/** The steps in the order in which the analyst takes them. */
export const steps: readonly Step[] = [
  listFiles,
  readFiles,
  workOutSums,
  crossCheck,
  writeFiles,
  rewriteFailedFiles,
  validate,
  mend,
  validateAgain,
];

function listFiles({ listed, brief, request, conversation }: Work): ReplyItem[] {
  const command = listCommand(brief.dataRoot);
  return listed || wasRun(command, conversation) ? [] : [runCommand(command, request.tools)];
}

function readFiles({ readingCommands, conversation, request }: Work): ReplyItem[] {
  return readingCommands
    .filter((command) => !wasRun(command, conversation))
    .slice(0, commandsPerTurn)
    .map((command) => runCommand(command, request.tools));
}

function workOutSums(work: Work): ReplyItem[] {
  return calculate(allSums(work.study), work);
}

function crossCheck(work: Work): ReplyItem[] {
  return calculate(allChecks(work.study), work);
}

function calculate(
  calculations: readonly Calculation[],
  { conversation, request }: Work,
): ReplyItem[] {
  const command = calculateCommand(calculations);
  if (calculations.length === 0 || wasRun(command, conversation)) return [];
  return [runCommand(command, request.tools)];
}

function writeFiles(work: Work): ReplyItem[] {
  const { conversation, request } = work;
  const isWritten = (file: ArtifactFile) =>
    conversation.edits.some(({ path }) => path === file.path) ||
    wasRun(heredoc(file), conversation);
  return artifactsOf(work, false)
    .filter((file) => !isWritten(file))
    .slice(0, filesPerTurn)
    .map((file) => createFile(file, request.tools));
}

/** Where the patch tool refused a file, the shell writes it. */
function rewriteFailedFiles(work: Work): ReplyItem[] {
  const failed = work.conversation.edits.filter((edit) => edit.failed).map(({ path }) => path);
  return withShell(
    artifactsOf(work, false).filter(({ path }) => failed.includes(path)),
    work,
  );
}

function validate(work: Work): ReplyItem[] {
  const { brief, conversation, request, habits } = work;
  if (habits.has("late_validation")) return [];
  return validationCommands(brief)
    .filter((command) => timesRun(conversation, command) === 0)
    .map((command) => runCommand(command, request.tools));
}

/** Writes the files again that the mended draft changes. */
function mend(work: Work): ReplyItem[] {
  return needsMending(work) ? withShell(changedByMending(work), work) : [];
}

function validateAgain(work: Work): ReplyItem[] {
  if (!needsMending(work) || changedByMending(work).length === 0) return [];
  const { brief, conversation, request } = work;
  return validationCommands(brief)
    .filter((command) => timesRun(conversation, command) === 1)
    .map((command) => runCommand(command, request.tools));
}

function changedByMending(work: Work): ArtifactFile[] {
  const before = new Map(artifactsOf(work, false).map(({ path, content }) => [path, content]));
  return artifactsOf(work, true).filter(({ path, content }) => before.get(path) !== content);
}

/** Did the first reports ask for anything, and does this analyst act on such reports? */
export function needsMending({ brief, conversation, habits }: Work): boolean {
  if (habits.has("late_validation")) return false;
  return validationCommands(brief).some((command) => {
    if (timesRun(conversation, command) > 1) return true;
    return latestReport(conversation, command)?.passed === false;
  });
}

function artifactsOf(work: Work, mended: boolean): ArtifactFile[] {
  return writeArtifacts(draftOf(work, conclude(work), mended));
}

function withShell(files: readonly ArtifactFile[], { conversation, request }: Work): ReplyItem[] {
  return files
    .map(heredoc)
    .filter((command) => !wasRun(command, conversation))
    .map((command) => runCommand(command, request.tools));
}

function wasRun(command: string, { commands }: Work["conversation"]): boolean {
  return commands.some(({ cmd }) => cmd === command);
}
