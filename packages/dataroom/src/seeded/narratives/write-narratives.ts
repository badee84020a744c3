import { seededRandom, type Random } from "@loopwright/core/statistics";
import { markdown, type DataroomFile } from "../../dataroom-file.ts";
import type { Locale } from "../../locale.ts";
import type { Company } from "../company.ts";
import { factKey, type Fact, type FactValue } from "../conflicts/evidence.ts";
import { narrativePaths, paths, type NarrativePath } from "../paths.ts";
import { expand, type Values } from "../phrases/expand.ts";
import { phraseBanks, topicOf, type PhraseBank } from "../phrases/index.ts";
import { answerSection, fillerSections, proseSection, type Section } from "./sections.ts";

export interface WriteNarrativesOptions {
  seed: string;
  company: Company;
  facts: readonly Fact[];
  locale: Locale;
}

export interface Narratives {
  files: DataroomFile[];
  /** The words in which a fact is said, by its key. */
  wordsOf: ReadonlyMap<string, string>;
}

/** Writes the Markdown files: titles, order, headings, wording and whatever surrounds the facts come of the seed. */
export function writeNarratives({
  seed,
  company,
  facts,
  locale,
}: WriteNarrativesOptions): Narratives {
  const random = seededRandom(seed).fork(`narratives ${locale}`);
  const bank = phraseBanks[locale];
  const wordsOf = new Map<string, string>();
  for (const each of facts)
    if (!wordsOf.has(factKey(each)))
      wordsOf.set(factKey(each), sentenceOf(each, bank, locale, random.fork(factKey(each))));
  const files = narrativePaths.map((path) =>
    writeNarrative({
      path,
      bank,
      values: frameValues(company, locale),
      said: saidIn(path, facts, wordsOf),
      random: random.fork(path),
    }),
  );
  return { files, wordsOf };
}

interface Said {
  fact: Fact;
  words: string;
}

interface NarrativeInputs {
  path: NarrativePath;
  bank: PhraseBank;
  values: Values;
  said: readonly Said[];
  random: Random;
}

function writeNarrative({ path, bank, values, said, random }: NarrativeInputs): DataroomFile {
  const frame = bank.frames[path];
  const say = (formulation: string) => bank.words.tidy(expand(formulation, values, random));
  const byTopic = groupedBy(said, ({ fact }) => topicOf(fact.phrase));
  const isLog = path === paths.log;
  const factSections = [...byTopic].flatMap(([topic, group]): Section[] => {
    const sentences = random.shuffle(group.map(({ words }) => words));
    const heading = () => say(random.pick(bank.words.headings[topic]));
    return isLog
      ? sentences.map((words) =>
          answerSection(
            heading(),
            say(random.pick(bank.words.questions[topic])),
            `${bank.words.answered}${words}`,
          ),
        )
      : [
          proseSection(heading(), sentences, {
            space: bank.words.space,
            random,
            form: topic === "people" || topic === "product" ? "list" : "mixed",
          }),
        ];
  });
  const others = fillerSections(frame.sections, { say, space: bank.words.space, random });
  const sections = random.shuffle([...factSections, ...others]);
  return markdown(path, [
    `# ${say(random.pick(frame.titles))}`,
    say(random.pick(frame.intros)),
    ...distinctHeadings(sections, isLog).flatMap(({ heading, blocks }) => [
      `## ${heading}`,
      ...blocks,
    ]),
  ]);
}

/** Sections that drew the same heading share it; entries of a log are numbered. */
function distinctHeadings(sections: readonly Section[], numbered: boolean): Section[] {
  if (numbered)
    return sections.map((section, index) => ({
      ...section,
      heading: `${index + 1}. ${section.heading}`,
    }));
  return [...groupedBy(sections, ({ heading }) => heading)].map(([heading, same]) => ({
    heading,
    blocks: same.flatMap(({ blocks }) => blocks),
  }));
}

function sentenceOf(each: Fact, bank: PhraseBank, locale: Locale, random: Random): string {
  const values = Object.fromEntries(
    Object.entries(each.values).map(([name, value]) => [name, inLocale(value, locale)]),
  );
  return bank.words.tidy(expand(random.pick(bank.phrases[each.phrase]), values, random));
}

function inLocale(value: FactValue, locale: Locale): string | number {
  return typeof value === "object" ? value[locale] : value;
}

function saidIn(
  path: string,
  facts: readonly Fact[],
  wordsOf: ReadonlyMap<string, string>,
): Said[] {
  const said = new Map<string, Said>();
  for (const each of facts) {
    const key = factKey(each);
    const words = wordsOf.get(key);
    if (each.file === path && words !== undefined) said.set(key, { fact: each, words });
  }
  return [...said.values()];
}

function frameValues({ name, people, market, fiscalYear }: Company, locale: Locale): Values {
  return {
    company: name,
    ...people,
    year: fiscalYear,
    next: fiscalYear + 1,
    lease: fiscalYear + 3,
    integration: market.integration[locale],
    output: market.output[locale],
  };
}

function groupedBy<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
