/** A reviewer's name as ids spell it; two spellings with one key are taken for one person. */
export function reviewerKey(reviewer: string): string {
  const slug = reviewer
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return slug === "" ? reviewer.trim() : slug;
}
