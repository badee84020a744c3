import { interner } from "./growing.ts";
import { tripleTable } from "./triple-table.ts";

/** Numbers for places where something can happen: agent, kind of step, and tool, target, status or code. */
export interface SiteNumbers {
  idOf(agent: string, kind: string, name: string): number;
  /** `agent\u0001kind\u0001name` */
  readonly texts: readonly string[];
  readonly size: number;
  /** Forgets the sites from there on. */
  truncate(size: number): void;
}

const separator = "\u0001";

export function siteNumbers(): SiteNumbers {
  const parts = interner();
  const table = tripleTable();
  const texts: string[] = [];
  return {
    idOf(agent, kind, name) {
      const id = table.idOf(parts.idOf(agent), parts.idOf(kind), parts.idOf(name));
      if (id === texts.length) texts.push([agent, kind, name].join(separator));
      return id;
    },
    texts,
    get size() {
      return texts.length;
    },
    truncate(size) {
      table.truncate(size);
      texts.length = size;
    },
  };
}
