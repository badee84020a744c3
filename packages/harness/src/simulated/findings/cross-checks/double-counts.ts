import { legalEntities } from "../../customers.ts";
import { money } from "../../figures.ts";
import { layout } from "../../layout.ts";
import type { Room } from "../../room.ts";
import { conflict } from "../../statement.ts";
import { filesOf, named, namesIn, type CrossCheck } from "./cross-check.ts";

const sameCustomer =
  /\b(?:one|same|single) (?:contract|customer|account)|\bformer(?:ly)?\b|\brenamed?\b|\bname (?:under|of|for)\b|\bboth names\b|\bnow (?:called|trad)|\bbecame\b|\btrading name\b|一份合同|合同不变|就是现在的|如今名为|商号|合同只有一份|同一(?:份|家)|更名|原名|曾用名|名称/i;

/** Two names that a remark calls one customer, though other documents list both. */
export function doubleCounts(room: Room): CrossCheck[] {
  const customers = legalEntities(room);
  const known = new Set([
    ...customers.flatMap(({ name, parent }) => [name, parent]),
    ...room
      .rows(layout.hierarchy)
      .flatMap((row) => [row["legal_entity"] ?? "", row["parent_account"] ?? ""]),
  ]);
  return room.passages().flatMap((passage): CrossCheck[] => {
    if (!sameCustomer.test(passage.text)) return [];
    const names = namesIn(passage.text);
    const customer = customers.find(({ name }) => names.includes(name));
    const other = names.find((name) => !known.has(name) && customer?.name !== name);
    if (!customer || !other) return [];
    const both = room
      .passages()
      .filter(
        (one) => one !== passage && one.text.includes(other) && one.text.includes(customer.name),
      );
    if (both.length === 0) return [];
    const carriers = filesOf(both);
    const worth = customer.arr ? ` of ${money(customer.arr)}` : "";
    const text = `${other} and ${customer.name} are one customer with one contract${worth}, as \`${passage.path}\` says; ${named(carriers, { one: "names", many: "name" })} both, and counting both counts it twice.`;
    return [
      {
        topic: "concentration",
        conflict: conflict("identity", text, passage.path, layout.topCustomers, ...carriers),
      },
    ];
  });
}
