/** Pixels of a letter on average, as a share of the type's size; wide faces need that much. */
const letterShare = 0.58;

export interface LabelRoom {
  /** Pixels that a line may take. */
  width: number;
  /** Lines at most. */
  lines: number;
  /** Pixels of the type. Default 12. */
  size?: number;
}

/**
 * Breaks a label into lines at spaces and at the joints of long names (`AllocationAgent.reserve_components`), and
 * cuts what does not fit. Text is measured by its letters, so that files drawn without a browser come out the same.
 *
 * @example wrapped("AllocationAgent calls reserve", { width: 120, lines: 2 }) // "AllocationAgent\ncalls reserve"
 */
export function wrapped(text: string, { width, lines, size = 12 }: LabelRoom): string {
  const most = Math.max(4, Math.floor(width / (letterShare * size)));
  const found: string[] = [];
  for (const part of parts(text)) {
    const last = found.at(-1);
    if (last !== undefined && (last + part).trimEnd().length <= most)
      found[found.length - 1] = last + part;
    else found.push(part.trimStart());
  }
  const kept = found.slice(0, lines).map((line) => cut(line.trimEnd(), most));
  if (found.length > lines) kept.push(cut(`${kept.pop() ?? ""} …`, most));
  return kept.join("\n");
}

/** How many lines the longest of some labels takes. */
export function linesOf(labels: readonly string[], room: LabelRoom): number {
  return Math.max(1, ...labels.map((label) => wrapped(label, room).split("\n").length));
}

/** Words, and parts of words at their joints, each with what stands behind it. */
function parts(text: string): string[] {
  return text.split(/(?<=\s)(?=\S)|(?<=[a-z])(?=[A-Z])|(?<=[._])(?=[A-Za-z])/);
}

/** Cuts a text to a length. */
function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
