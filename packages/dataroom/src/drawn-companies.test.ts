import { describe, expect, it } from "vitest";
import { contradictions, unproven } from "./fixtures/contradictions.ts";
import { brokenTies } from "./fixtures/figures-that-tie.ts";
import { fiveWordSequences, sharedPart } from "./fixtures/five-word-sequences.ts";
import { readRoom } from "./fixtures/read-room.ts";
import { difficulties, generateDataroom, locales, type Dataroom } from "./index.ts";
import { catalogue, conflictIds } from "./seeded/conflicts/catalogue.ts";
import { referenceCompany } from "./reference/reference-company.ts";

const seeds = Array.from({ length: 80 }, (_, index) => `property-${index}`);
const rooms = seeds.flatMap((seed) =>
  locales.flatMap((locale) =>
    difficulties.map((difficulty) => ({
      name: `${seed} ${locale} ${difficulty}`,
      seed,
      locale,
      difficulty,
      room: generateDataroom({ seed, locale, difficulty }),
    })),
  ),
);
const normal = rooms.filter(({ difficulty, locale }) => difficulty === "normal" && locale === "en");

describe("a company of any seed, language and difficulty", () => {
  it("has figures that tie wherever no conflict is planted", () => {
    const broken = rooms.flatMap(({ name, room }) =>
      brokenTies(readRoom(room)).map((tie) => `${name}: ${tie}`),
    );
    expect(broken).toEqual([]);
  });

  it("contradicts the tempting reading of each conflict in its files", () => {
    const wrong = rooms.flatMap(({ name, room }) => unproven(room).map((id) => `${name}: ${id}`));
    expect(wrong).toEqual([]);
  });

  it("shares no name with the reference company", () => {
    const names = [
      referenceCompany.name,
      "Northstar",
      "Helio",
      "BluePeak",
      "Summit",
      "DataHarbor",
      ...referenceCompany.market.products.map(({ name }) => name),
      ...Object.values(referenceCompany.people),
    ];
    const texts = normal.map(({ room }) => JSON.stringify(room.files));
    expect(names.filter((name) => texts.some((text) => text.includes(name)))).toEqual([]);
  });

  it("keeps the reference company's file layout and columns", () => {
    const layout = ({ files }: Dataroom) =>
      files
        .filter(({ path }) => !path.startsWith("working_files/"))
        .map(({ path, content }) => [path, path.endsWith(".csv") ? content.split("\n")[0] : ""]);
    const expected = layout(generateDataroom());
    for (const { room } of rooms) expect(layout(room)).toEqual(expected);
  });

  it("has the same exports, conflicts and figures in every language", () => {
    const exportsOf = ({ files }: Dataroom) =>
      files.filter(({ path }) => path.endsWith(".csv") && !path.startsWith("working_files/"));
    const readings = ({ answerKey }: Dataroom) =>
      answerKey.conflicts.map(({ id, right, tempting, questions }) => ({
        id,
        right,
        tempting,
        questions,
      }));
    for (const { seed, difficulty, room } of rooms.filter(({ locale }) => locale === "zh-CN")) {
      const english = rooms.find(
        (each) => each.seed === seed && each.difficulty === difficulty && each.locale === "en",
      );
      if (!english) throw new Error("unreachable");
      expect(exportsOf(room)).toEqual(exportsOf(english.room));
      expect(readings(room)).toEqual(readings(english.room));
      expect(room.answerKey.refused_metrics).toEqual(english.room.answerKey.refused_metrics);
    }
  });
});

describe("companies of different seeds", () => {
  it("plant few conflicts when easy, at least seven of as many kinds when normal, more when hard", () => {
    const counts = (difficulty: string) =>
      rooms
        .filter((each) => each.difficulty === difficulty)
        .map(({ room }) => room.answerKey.conflicts.length);
    expect(Math.max(...counts("easy"))).toBeLessThan(7);
    expect(Math.min(...counts("normal"))).toBeGreaterThanOrEqual(7);
    expect(Math.min(...counts("hard"))).toBeGreaterThan(Math.max(...counts("normal")));
    for (const { room } of normal)
      expect(new Set(room.answerKey.conflicts.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(
        7,
      );
  });

  it("plant every conflict of the catalogue somewhere, each of which a test recomputes", () => {
    const planted = new Set(
      rooms.flatMap(({ room }) => room.answerKey.conflicts.map(({ id }) => id)),
    );
    expect([...planted].toSorted()).toEqual([...conflictIds].toSorted());
    expect(Object.keys(contradictions).toSorted()).toEqual([...conflictIds].toSorted());
    expect(new Set(Object.values(catalogue).map(({ kind }) => kind)).size).toBe(14);
  });

  it("differ in which conflicts there are, in the files that carry them, and in numbers of customers and products", () => {
    const distinct = (of: (room: Dataroom) => unknown) =>
      new Set(normal.map(({ room }) => JSON.stringify(of(room)))).size;
    expect(distinct(({ answerKey }) => answerKey.conflicts.map(({ id }) => id))).toBeGreaterThan(
      72,
    );
    expect(
      distinct(({ answerKey }) =>
        answerKey.conflicts.flatMap(({ sources }) => sources.map(({ file }) => file)),
      ),
    ).toBeGreaterThan(72);
    expect(
      distinct((room) => readRoom(room).rows("customers/top_customers.csv").length),
    ).toBeGreaterThan(4);
    expect(
      distinct((room) => [...readRoom(room).text("product_strategy.md").matchAll(/\*\*/g)].length),
    ).toBeGreaterThan(2);
    const carriers = (id: string) =>
      new Set(
        rooms.flatMap(({ room }) =>
          room.answerKey.conflicts
            .filter((each) => each.id === id)
            .map(({ tempting_sources }) => tempting_sources.map(({ file }) => file).join()),
        ),
      );
    for (const id of ["headline-arr", "restated-revenue", "renewal-date", "dispute-claim"])
      expect(carriers(id).size).toBeGreaterThan(1);
  });

  it.each(locales)(
    "share less than 60% of their five-word sequences in %s, names and digits masked",
    (locale) => {
      const sets = rooms
        .filter((each) => each.locale === locale && each.difficulty === "normal")
        .slice(0, 40)
        .map(({ room }) => fiveWordSequences(room, locale));
      const parts = sets.flatMap((a, index) => sets.slice(0, index).map((b) => sharedPart(a, b)));
      expect(Math.max(...parts)).toBeLessThan(0.6);
      expect(Math.min(...parts)).toBeGreaterThan(0);
    },
  );
});

describe("the same options", () => {
  it("give the same bytes", () => {
    const options = { seed: "7", difficulty: "hard", locale: "zh-CN", files: 60 } as const;
    expect(generateDataroom(options)).toEqual(generateDataroom(options));
  });

  it("give as many files as asked for, without touching the documents", () => {
    const small = generateDataroom({ seed: "7" });
    const large = generateDataroom({ seed: "7", files: 2000 });
    expect(small.files).toHaveLength(24);
    expect(large.files).toHaveLength(2000);
    expect(new Set(large.files.map(({ path }) => path)).size).toBe(2000);
    expect(large.answerKey).toEqual(small.answerKey);
    expect(large.files).toEqual(
      expect.arrayContaining(small.files.filter(({ path }) => path !== "manifest.json")),
    );
    expect(generateDataroom({ seed: "7", difficulty: "hard" }).files.length).toBeGreaterThan(24);
  });
});
