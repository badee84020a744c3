import { LoopError } from "@loopwright/core";

/** The keys of a row, as feedback files name them. */
export const rowKeys = [
  "trace_id",
  "trace_label",
  "question",
  "theme",
  "summary",
  "required_observations",
  "prohibited_claims",
  "verdict",
  "eval_id",
  "reviewer",
  "feedback_id",
  "source_type",
  "time",
  "seen_hash",
] as const;
export type RowKey = (typeof rowKeys)[number];

/** Which column of a file holds which key: column name -> key. */
export type ColumnMap = Readonly<Record<string, RowKey>>;

/** Names that people give their columns; a name that is mapped by hand or is a key itself goes first. */
const familiarNames: Record<string, RowKey> = {
  comment: "summary",
  comments: "summary",
  feedback: "summary",
  note: "summary",
  notes: "summary",
  who: "reviewer",
  author: "reviewer",
  name: "reviewer",
  topic: "theme",
  rating: "verdict",
  trace: "trace_label",
  run: "trace_label",
  run_id: "trace_label",
  case: "trace_label",
  required: "required_observations",
  must_say: "required_observations",
  prohibited: "prohibited_claims",
  must_not_say: "prohibited_claims",
  运行: "trace_label",
  问题: "question",
  主题: "theme",
  评论: "summary",
  意见: "summary",
  反馈: "summary",
  备注: "summary",
  评审人: "reviewer",
  姓名: "reviewer",
  评级: "verdict",
  结论: "verdict",
  必须说明: "required_observations",
  不得声称: "prohibited_claims",
};

/**
 * Reads a mapping as the command line takes it: `column=key`, joined by commas. A comma inside a column's name is
 * kept.
 *
 * @throws LoopError `bad_input` that names the part
 * @example parseColumnMap("Comment=summary,Who=reviewer")
 */
export function parseColumnMap(text: string): ColumnMap {
  const map: Record<string, RowKey> = {};
  let pending = "";
  for (const part of text.split(",")) {
    const whole = pending === "" ? part : `${pending},${part}`;
    const split = whole.lastIndexOf("=");
    if (split === -1) {
      pending = whole;
      continue;
    }
    pending = "";
    map[columnName(whole.slice(0, split), whole)] = rowKey(whole.slice(split + 1), whole);
  }
  if (pending.trim() !== "") throw notAPair(pending);
  return map;
}

function columnName(text: string, whole: string): string {
  const name = text.trim();
  if (name === "") throw notAPair(whole);
  return name;
}

function rowKey(text: string, whole: string): RowKey {
  const key = rowKeys.find((known) => known === plainName(text));
  if (key) return key;
  throw new LoopError(
    "bad_input",
    `column map: "${whole.trim()}": there is no key "${text.trim()}"; the keys are ${rowKeys.join(", ")}`,
  );
}

function notAPair(text: string): LoopError {
  return new LoopError(
    "bad_input",
    `column map: "${text.trim()}" is not column=key; write for example "Comment=summary,Who=reviewer"`,
  );
}

/** The key that a column stands for: by hand, by its own name, or by a familiar one. */
export function keyOfColumn(name: string, map: ColumnMap): RowKey | undefined {
  const plain = plainName(name);
  const byHand = Object.entries(map).find(([column]) => plainName(column) === plain)?.[1];
  // A key that was given to another column by hand is taken.
  const taken = new Set(Object.values(map));
  const free = (key: RowKey | undefined) => (key && !taken.has(key) ? key : undefined);
  return byHand ?? free(rowKeys.find((key) => key === plain)) ?? free(familiarNames[plain]);
}

/** Case, spaces and dashes are accidents of a spreadsheet's header. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
