import { type Draft } from "./claims.ts";
import { investmentMemo, openQuestions, summaryAnswer } from "./documents.ts";
import { csvOf, jsonOf, recordsFor } from "./records.ts";

export { draftOf, type Draft } from "./claims.ts";
export { memoBody } from "./documents.ts";

export interface ArtifactFile {
  /** Relative to the workspace. */
  path: string;
  content: string;
}

/** All files that the instructions ask for, in their order. */
export function writeArtifacts(draft: Draft): ArtifactFile[] {
  const { artifacts, writableRoot } = draft.work.brief;
  return artifacts.map(({ path, fields }) => ({
    path: `${writableRoot}/${path}`,
    content: contentOf(path, fields, draft),
  }));
}

function contentOf(path: string, fields: readonly string[], draft: Draft): string {
  if (path.endsWith(".json")) return jsonOf(recordsFor(path, fields, draft));
  if (path.endsWith(".csv")) return csvOf(recordsFor(path, fields, draft), fields);
  if (/memo/i.test(path)) return investmentMemo(draft);
  if (/question/i.test(path)) return openQuestions(draft);
  return summaryAnswer(draft);
}
