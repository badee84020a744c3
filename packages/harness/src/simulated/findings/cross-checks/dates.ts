import { layout } from "../../layout.ts";
import { findPassages } from "../../passages.ts";
import type { Passage, Room } from "../../room.ts";
import { conflict } from "../../statement.ts";
import {
  datesIn,
  filesOf,
  named,
  namesIn,
  passagesElsewhere,
  type CrossCheck,
} from "./cross-check.ts";

const contradicts = { one: "contradicts", many: "contradict" };

/** Dates on which documents disagree. */
export function contradictoryDates(room: Room): CrossCheck[] {
  return [...renewals(room), ...reports(room), ...goLives(room)];
}

const onTerm = /renew|until|\bends?\b|expire|\bdue\b|\bterm\b|续约|到期|有效期|至/i;

/** The exports say when a customer renews; a narrative may say otherwise. */
function renewals(room: Room): CrossCheck[] {
  const rows = [...room.rows(layout.topCustomers), ...room.rows(layout.renewals)];
  const dated = new Map(
    rows.flatMap((row) =>
      row["customer"] && row["renewal_date"] ? [[row["customer"], row["renewal_date"]]] : [],
    ),
  );
  return [...dated].flatMap(([customer, date]): CrossCheck[] => {
    const others = room
      .passages()
      .filter(
        ({ text }) =>
          text.includes(customer) &&
          onTerm.test(text) &&
          datesIn(text).length > 0 &&
          !datesIn(text).includes(date),
      );
    const [first] = others;
    if (!first) return [];
    const carriers = filesOf(others);
    const exports = [layout.topCustomers, layout.renewals].filter((path) =>
      room.rows(path).some((row) => row["customer"] === customer && row["renewal_date"] === date),
    );
    const text = `${customer} renews on ${date}, as the exports have it; ${datesIn(first.text)[0]} in ${named(carriers, contradicts)} them.`;
    return [{ topic: "concentration", conflict: conflict("date", text, ...exports, ...carriers) }];
  });
}

const typeOne = /type\s?(?:I|1|one)(?![I\w])|一型/i;

/** The security team dates its own report. */
function reports(room: Room): CrossCheck[] {
  const own = findPassages(room, [layout.securityOverview], typeOne).find(
    ({ text }) => datesIn(text).length > 0,
  );
  const date = own && datesIn(own.text)[0];
  if (!own || !date) return [];
  const others = passagesElsewhere(room, [own.path]).filter(
    ({ text }) => typeOne.test(text) && datesIn(text).length > 0 && !datesIn(text).includes(date),
  );
  const [first] = others;
  if (!first) return [];
  const carriers = filesOf(others);
  const text = `The SOC 2 Type I report dates from ${date}, as the security team has it; ${datesIn(first.text)[0]} in ${named(carriers, contradicts)} that.`;
  return [{ topic: "security", conflict: conflict("date", text, own.path, ...carriers) }];
}

const inUse = /\blive\b|production|billed|上线|在线|生产|开票/i;
const monthOf =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b|\d{4} ?年 ?\d{1,2} ?月/;

/** Finance says when a product begins to earn; another document may have it earning already. */
function goLives(room: Room): CrossCheck[] {
  return findPassages(room, [layout.revenueNotes], inUse, /\d{4}-\d{2}-\d{2}/).flatMap(
    (own): CrossCheck[] => {
      const date = datesIn(own.text)[0];
      const others = (name: string): Passage[] =>
        passagesElsewhere(room, [own.path]).filter(
          ({ text }) => text.includes(name) && inUse.test(text) && monthOf.test(text),
        );
      const product = namesIn(own.text)
        .map((name) => name.replace(/^(?:Until|Before|The|Not) /, ""))
        .find((name) => others(name).length > 0);
      if (!date || !product) return [];
      const carriers = filesOf(others(product));
      const since = inEnglish(monthOf.exec(others(product)[0]?.text ?? "")?.[0] ?? "");
      const text = `${product} goes live on ${date} and earns nothing before, as finance has it; ${named(carriers, { one: "calls", many: "call" })} it live since ${since}, which contradicts that.`;
      return [{ topic: "revenue", conflict: conflict("date", text, own.path, ...carriers) }];
    },
  );
}

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

function inEnglish(month: string): string {
  return month.replace(
    /(\d{4}) ?年 ?(\d{1,2}) ?月/,
    (_, year: string, number: string) => `${monthNames[Number(number) - 1]} ${year}`,
  );
}
