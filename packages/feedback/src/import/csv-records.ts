import { messageOf } from "@loopwright/core";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { RowProblem } from "./row-problem.ts";

/** The cells of a spreadsheet, row by row; `first` is the number of the first row, as the spreadsheet counts. */
export interface CsvRecords {
  first: number;
  records: string[][];
  problem?: RowProblem;
}

/** Takes the cells apart; the separator is a comma, a semicolon or a tab. Empty rows above the header are no rows. */
export function parseCsv(text: string): CsvRecords {
  const named = /^sep=(?<mark>[^\r\n]?)(?:\r\n|\r|\n)/i.exec(text);
  const rest = named ? text.slice(named[0].length) : text;
  const body = rest.replace(/^(?:[ \t,;]*(?:\r\n|\r|\n))+/, "");
  const above = rest.slice(0, rest.length - body.length).match(/\r\n|\r|\n/g) ?? [];
  const first = 1 + above.length + (named ? 1 : 0);
  return { first, ...parseRecords(body, named?.groups?.["mark"] || delimiterOf(body), first) };
}

function parseRecords(text: string, delimiter: string, first: number): Omit<CsvRecords, "first"> {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      on_record(record: unknown) {
        records.push(z.array(z.string()).parse(record));
        return null;
      },
    });
    return { records };
  } catch (error) {
    // What was read before the fault is good; what follows an open quote is one torn cell.
    const problem = {
      row: first + records.length,
      problem: `not well-formed CSV: ${messageOf(error)}`,
      mend: "close the quote; this row and all below it were left out",
    };
    return { records, problem };
  }
}

/** The separator that the header uses most, outside quotes. */
function delimiterOf(text: string): string {
  const header = (text.split(/[\r\n]/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (mark: string) => header.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
