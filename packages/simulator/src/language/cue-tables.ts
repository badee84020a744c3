import { phraseBook } from "./phrase-book.ts";

/** Where a negation reaches: onward, onward up to the next comma, or back over what was just said. */
export type Reach = "onward" | "to_comma" | "back";

export interface CuePhrase {
  words: readonly string[];
  reach: Reach;
}

const onward = `not, never, no, cannot, neither, nor, nothing, none, nobody, no one, under no circumstances, at no point, by no means,
no longer, not yet, yet to, far from, nowhere near, anything but, too early to, avoid, avoiding, refrain from, refraining from,
fail to, fails to, failed to, failing to, failure to, fails, refuse, refuses, refused, refusing, decline to, declines to, declined to, declining to,
stop, skip, skips, skipping, omit, omits, omitting, omitted, forget, forgets, forgetting, neglect, neglects, neglecting, prohibit, prohibits, forbid, forbids, ban, bans, lack, lacks, lacking,
leave out, leaves out, leaving out, ignore, ignores, ignoring, ignored, beware of, drop, dropping, deny, denies, resist, withhold, withholds, withholding, exclude, excludes, excluding,
incorrectly, wrongly, falsely, mistakenly, misleadingly, wrong to, incorrect to, unacceptable to, a mistake to, an error to, misleading to, inappropriate to, forbidden to, prohibited from, barred from, unable to, impossible to, hardly, little, keep from, steer clear of, stay away from,
不, 未, 没有, 没, 无, 非, 勿, 不得, 不应, 不要, 不能, 不可, 并非, 尚未, 切勿, 禁止, 避免, 拒绝, 忽略, 遗漏, 省略, 不再, 不是, 并不, 从未, 绝不, 切忌, 不可以, 不会, 严禁, 请勿`;

const toComma = `rather than, instead of, in place of, as opposed to, in preference to, without, unlike, as against, short of, 而不是, 而非`;

const back = `is forbidden, are forbidden, be forbidden, is prohibited, are prohibited, is banned, is disallowed, are disallowed, is unacceptable, are unacceptable, is off limits, are off limits,
not allowed, not permitted, not wanted, not desired, not welcome, is undesirable, is unwelcome, not acceptable, not ok, not okay, is false, is wrong, is incorrect, is untrue, is misleading, is inaccurate, is unfounded, is an error, is a mistake, is an overstatement, is a failure, is a fail,
are false, are wrong, are incorrect, are misleading, would be wrong, would be misleading, would be incorrect, would be a mistake, would be an error, would be an overstatement, counts as a failure, counts as an error, fails the check,
be avoided, be refused, be withheld, be omitted, be excluded, be dropped, be left out, be skipped, be ignored, be rejected, be declined, be removed, be kept out, be hidden, out of sight, be deleted, be struck, be cut, is refused, is withheld, is avoided, are refused, are withheld, is declined, is left out, were left out, is excluded, are excluded, is omitted,
does not hold, do not hold, doesn't hold, don't hold, is not borne out, are not borne out, isn't borne out, does not stand, does not apply, is not true, can't be relied on, can't be trusted, cannot be relied on, cannot be relied upon, cannot be trusted, should not be relied on, 是错误的, 是错的, 不准确, 不成立, 不可接受, 属于错误, 不允许, 予以拒绝`;

/** Grammar that only looks negative, or that turns a rule into a permission. */
const harmless = `not only, not merely, not just, not simply, not solely, no doubt, no less than, no more than, not least, no later than, not to mention, no fewer than, no matter, 不仅, 不但, 不只, 不得不`;

const permission = `no need, need not, not need, needn't, do not have to, don't have to, does not have to, not required, not necessary, not mandatory, not obliged, not obligatory, unnecessary, optional, optionally, feel free, free to, at your discretion, if you like, if you wish, up to you, may, allowed to, permitted to, is fine, is okay, is acceptable, are acceptable, okay to, nice to have, not essential, don't need to, doesn't need to, doesn't have to, not have to, not matter, 无需, 无须, 不必, 可以, 可选, 不需要, 不用`;

export const cuePhrases = phraseBook<CuePhrase>([
  ...phrases(back).map((words) => ({ words, reach: "back" as const })),
  ...phrases(toComma).map((words) => ({ words, reach: "to_comma" as const })),
  ...phrases(onward).map((words) => ({ words, reach: "onward" as const })),
]);

export const permissionPhrases = phraseBook(phrases(permission).map((words) => ({ words })));

/** Phrases with a negation in them that negates nothing that follows. */
export const harmlessPhrases = phraseBook(
  [...phrases(harmless), ...phrases(permission)].map((words) => ({ words })),
);

/** Words before which a negation stops, because another thought begins. */
export const thoughtBreaks = new Set(
  "but however whereas while although though because since so therefore thus hence otherwise except which who 但 但是 然而 而 因为 所以 因此 不过 却 而是".split(
    " ",
  ),
);

/** Inside a negation these lead back to the affirmative: "do not answer before checking". */
export const turningWords = new Set("before until unless without except 之前 除非 直到".split(" "));

function phrases(list: string): string[][] {
  return list
    .split(/,\s+/)
    .map((phrase) => phrase.trim().split(/\s+/))
    .filter((words) => words[0] !== "");
}
