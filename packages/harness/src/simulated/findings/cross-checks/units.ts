import { amountsIn, figureIn, money, same } from "../../figures.ts";
import { layout } from "../../layout.ts";
import type { Passage, Room } from "../../room.ts";
import { conflict } from "../../statement.ts";
import { filesOf, named, type CrossCheck } from "./cross-check.ts";

/** The same digits under another currency or for another period. */
export function mixedUnits(room: Room): CrossCheck[] {
  return [...burnPeriods(room), ...currencies(room)];
}

function burnPeriods(room: Room): CrossCheck[] {
  const burn = figureIn(room.rows(layout.profitAndLoss).at(-1)?.["cash_burn_m"]);
  if (!burn) return [];
  const quarterly = room
    .passages()
    .filter(
      ({ text }) =>
        /\bquarter|季/i.test(text) && amountsIn(text).some(({ value }) => same(value, burn.value)),
    );
  if (quarterly.length === 0) return [];
  const carriers = filesOf(quarterly);
  const text = `Cash burn is ${money(burn)} a month, as the P&L export has it; ${named(carriers, { one: "calls", many: "call" })} it a quarter's burn, which mixes up the period.`;
  return [
    { topic: "financing", conflict: conflict("unit", text, layout.profitAndLoss, ...carriers) },
  ];
}

interface Priced {
  digits: string;
  sign: string;
  /** Names by which the sentence says whose amount it is. */
  names: readonly string[];
  passage: Passage;
}

function pricesIn(passages: readonly Passage[]): Priced[] {
  return passages.flatMap((passage) =>
    [...passage.text.matchAll(/([$€£¥])\s?(\d[\d,]*(?:\.\d+)?)\s?(?:M\b|million|百万)/g)].map(
      ([, sign = "", digits = ""]) => ({
        sign,
        digits,
        names:
          passage.text.match(
            /\p{Lu}[\p{L}\p{N}&]+(?: \p{Lu}[\p{L}\p{N}&]+)+|\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+)+|\p{Lu}[\p{L}\p{N}]{3,}/gu,
          ) ?? [],
        passage,
      }),
    ),
  );
}

const currencyNames: Readonly<Record<string, string>> = {
  $: "dollar",
  "€": "euro",
  "£": "pound",
  "¥": "yuan",
};

/** One party, the same digits, two currencies: what counsel writes holds. */
function currencies(room: Room): CrossCheck[] {
  const prices = pricesIn(room.passages());
  const own = prices.filter(({ passage }) => passage.path.startsWith("legal/"));
  const seen = new Set<string>();
  return own.flatMap((right): CrossCheck[] => {
    const wrong = prices.filter(
      ({ passage, digits, sign, names }) =>
        !passage.path.startsWith("legal/") &&
        digits === right.digits &&
        sign !== right.sign &&
        names.some((name) => right.names.includes(name)),
    );
    const party = right.names.find((name) => wrong.some(({ names }) => names.includes(name)));
    const [first] = wrong;
    if (!party || !first || seen.has(party)) return [];
    seen.add(party);
    const carriers = filesOf(wrong.map(({ passage }) => passage));
    const amount = (each: Priced) => `${each.sign}${each.digits}M`;
    const currency = (each: Priced) => currencyNames[each.sign] ?? each.sign;
    const text = `The claim of ${party} is ${amount(right)}, in ${currency(right)}s, as \`${right.passage.path}\` has it; the ${currency(first)} sign in ${named(carriers, { one: "is", many: "is" })} a mix-up.`;
    return [{ topic: "legal", conflict: conflict("unit", text, right.passage.path, ...carriers) }];
  });
}
