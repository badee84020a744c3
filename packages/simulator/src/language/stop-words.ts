const english =
  "a an the this that these those of to in on at by for from with as into onto over per about and or nor so if then than " +
  "is are was were be been being am do does did done have has had having will would shall should must can could may might " +
  "it its they them their he she his her we our us you your i me my who whom whose which what when where why how there here " +
  "also too very just least even still only own same such some any each every both all more most other another much many " +
  "not no never neither none cannot don't doesn't didn't isn't aren't wasn't weren't won't can't shouldn't mustn't hasn't haven't hadn't couldn't wouldn't " +
  "but however while whereas although though because since until unless before after during between among against without within " +
  "up out off down again once yet ever always rather instead through via whether itself themselves upon along across";

const chinese =
  "的 了 和 与 及 或 在 是 为 于 对 从 到 以 把 被 将 其 该 这 那 并 而 也 都 就 等 中 上 下 个 由 向 按 按照 根据 之 所 不 未 没有 没 无 非 勿 不得 不应 不要 不能 不可 并非 尚未 而非 而不是 不是 切勿 请 必须 应 应当 应该 需 须 需要 要 即 则 且 但 但是 如果 若 当 时 已 已经 会 可 可以";

const stopWords = new Set(`${english} ${chinese}`.split(" "));

/** Words that carry grammar and no matter. Negations are among them: polarity is read separately. */
export function isStopWord(lower: string): boolean {
  return stopWords.has(lower);
}
