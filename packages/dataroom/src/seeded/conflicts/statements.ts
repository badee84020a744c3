import type { Company } from "../company.ts";
import { dollars } from "../figures.ts";
import { paths } from "../paths.ts";
import { fact } from "./evidence.ts";

/** Facts that several conflicts lean on; some of them stand in every company's files. */
export function statement({ arr, fiscalYear, certification }: Company) {
  const { typeOneDate } = certification;
  return {
    typeOne: typeOneDate
      ? fact(paths.security, "security.type_one", { date: typeOneDate })
      : fact(paths.security, "security.type_one_undated"),
    controlled: fact(paths.revenueNotes, "revenue.controlled"),
    launch: fact(paths.revenueNotes, "revenue.launch", {
      amount: dollars(arr.launchStage),
      date: `${fiscalYear}-12-31`,
    }),
    usage: fact(paths.revenueNotes, "revenue.usage", { amount: dollars(arr.usageTrueUp) }),
    bookings: fact(paths.revenueNotes, "revenue.bookings", {
      amount: dollars(arr.bookingsAdjusted),
    }),
    headlineBasis: fact(paths.board, "revenue.headline_basis"),
  };
}
