/**
 * A vector for a text, from its words alone: each word and each three-letter piece of it is hashed to a
 * dimension and a sign, weighted by how often it occurs, and the whole is scaled to length 1. Texts that share
 * words come out near each other; meaning beyond words is not seen.
 *
 * @source Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009
 */
export function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = hash32(feature);
    const at = hash % dimensions;
    // The dimension uses the low bits, so the sign is taken from a high one.
    vector[at] = (vector[at] ?? 0) + (hash >>> 31 === 0 ? weight : -weight);
  }
  return scaledToOne(vector);
}

const pieceWeight = 0.4;

function featuresOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (feature: string, weight: number) =>
    counts.set(feature, (counts.get(feature) ?? 0) + weight);
  for (const word of wordsOf(text)) {
    // Short words are mostly grammar.
    const weight = Math.min(word.length, 6) / 6;
    add(word, weight);
    for (const piece of piecesOf(word)) add(`~${piece}`, weight * pieceWeight);
  }
  return new Map([...counts].map(([feature, count]) => [feature, Math.log1p(count)]));
}

/** Words in lower case; writing without spaces is cut into overlapping pairs. */
function wordsOf(text: string): string[] {
  const runs = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => (/\p{Script=Han}/u.test(run) ? pairsOf(Array.from(run)) : [run]));
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function piecesOf(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => word.slice(at, at + 3));
}

/** FNV-1a with a final mix, so that all bits depend on all characters. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A text without words points along the first axis: a vector of zeros has no direction to compare. */
function scaledToOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length === 0) return vector.fill(1, 0, 1);
  return vector.map((value) => value / length);
}
