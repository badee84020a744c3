import { figureIn, type Figure } from "./figures.ts";
import { layout } from "./layout.ts";
import type { Room } from "./room.ts";

/** A customer as a contract names it. */
export interface LegalEntity {
  name: string;
  parent: string;
  arr: Figure | undefined;
  /** Share of controlled ARR between 0 and 1. */
  share: Figure | undefined;
  renewalDate: string | undefined;
}

/** A parent account with the entities that belong to it. */
export interface ParentAccount {
  name: string;
  arr: Figure | undefined;
  entities: readonly LegalEntity[];
  /** The file that states the rolled-up figure. */
  path: string;
}

/** The largest customers, one per contract, the largest first. */
export function legalEntities(room: Room): LegalEntity[] {
  return room
    .rows(layout.topCustomers)
    .map((row) => ({
      name: row["customer"] ?? "",
      parent: row["parent_account"] || row["customer"] || "",
      arr: figureIn(row["arr_m"]),
      share: figureIn(row["arr_share"]),
      renewalDate: row["renewal_date"] || undefined,
    }))
    .filter((entity) => entity.name !== "")
    .sort((a, b) => (b.arr?.value ?? 0) - (a.arr?.value ?? 0));
}

/** Parents by the hierarchy file; a customer that it does not name stands for itself. */
export function parentAccounts(room: Room): ParentAccount[] {
  const entities = legalEntities(room);
  const hierarchy = room.rows(layout.hierarchy);
  const parentOf = new Map(
    hierarchy.map((row) => [row["legal_entity"] ?? "", row["parent_account"] ?? ""]),
  );
  const names = new Set([
    ...entities.map((entity) => parentOf.get(entity.name) || entity.parent),
    ...hierarchy.flatMap((row) => row["parent_account"] || []),
  ]);
  return [...names]
    .map((name) => {
      const own = entities.filter(
        (entity) => (parentOf.get(entity.name) || entity.parent) === name,
      );
      const stated = figureIn(
        hierarchy.find((row) => row["parent_account"] === name)?.["parent_arr_m"],
      );
      return {
        name,
        arr: stated ?? (own.length === 1 ? own[0]?.arr : undefined),
        entities: own,
        path: stated ? layout.hierarchy : layout.topCustomers,
      };
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** The stated rollup, or else what the entities add up to (used for order alone). */
export function sizeOf(parent: ParentAccount): number {
  return (
    parent.arr?.value ?? parent.entities.reduce((sum, each) => sum + (each.arr?.value ?? 0), 0)
  );
}
