import { seededRandom, type Random } from "@loopwright/core/statistics";
import { bullets, csv, markdown, type DataroomFile } from "../../dataroom-file.ts";
import type { Locale } from "../../locale.ts";
import { expand, type Values } from "../phrases/expand.ts";
import { distractorTexts, type DistractorKind } from "./texts.ts";

export interface WriteDistractorsOptions {
  seed: string;
  locale: Locale;
  count: number;
  company: string;
}

/**
 * Files that any company keeps and that bear on no conflict: meetings, release notes, trips, deliveries, rooms. Their
 * folder comes last in a listing, and none of them speaks of money, customers, contracts or certification.
 */
export function writeDistractors(options: WriteDistractorsOptions): DataroomFile[] {
  const random = seededRandom(options.seed).fork(`distractors ${options.locale}`);
  return Array.from({ length: options.count }, (_, index) =>
    writeDistractor(options, index, random.fork(String(index))),
  );
}

const kinds: readonly DistractorKind[] = ["meeting", "release", "howto", "deliveries", "rooms"];

function writeDistractor(
  { locale, company }: WriteDistractorsOptions,
  index: number,
  random: Random,
): DataroomFile {
  const kind = random.pick(kinds);
  const number = String(index + 1).padStart(4, "0");
  const values: Values = {
    company,
    date: `2025-${pad(random.integer(1, 12))}-${pad(random.integer(1, 28))}`,
    week: random.integer(1, 52),
    version: `${random.integer(2, 9)}.${random.integer(0, 19)}.${random.integer(0, 9)}`,
    people: random.integer(3, 14),
  };
  return kind === "deliveries" || kind === "rooms"
    ? writeTable(kind, number, random)
    : writeText(kind, number, { locale, values, random });
}

interface TextInputs {
  locale: Locale;
  values: Values;
  random: Random;
}

function writeText(
  kind: "meeting" | "release" | "howto",
  number: string,
  { locale, values, random }: TextInputs,
): DataroomFile {
  const { titles, lines } = distractorTexts[locale][kind];
  const say = (text: string) => expand(text, values, random);
  const body = random
    .shuffle(lines)
    .slice(0, random.integer(3, Math.min(6, lines.length)))
    .map(say);
  return markdown(`working_files/${kind}s/${kind}_${number}.md`, [
    `# ${say(random.pick(titles))}`,
    bullets(body),
  ]);
}

const parcels = ["paper", "monitors", "chairs", "coffee", "cables", "keyboards", "badges", "lamps"];
const states = ["arrived", "on its way", "returned", "with the porter"];
const places = ["Alder", "Birch", "Cedar", "Elm", "Hazel", "Maple", "Oak", "Pine"];

function writeTable(kind: "deliveries" | "rooms", number: string, random: Random): DataroomFile {
  const rows = Array.from({ length: random.integer(4, 9) }, () =>
    kind === "deliveries"
      ? [random.pick(parcels), random.integer(1, 40), random.pick(states)]
      : [random.pick(places), random.integer(2, 16), random.pick(["free", "taken", "closed"])],
  );
  const header = kind === "deliveries" ? ["parcel", "pieces", "state"] : ["room", "seats", "state"];
  return csv(`working_files/${kind}/${kind}_${number}.csv`, header, rows);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
