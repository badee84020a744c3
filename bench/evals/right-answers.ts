// Right answers in many forms, none of them made by the rewrites that admission tries.

export interface Finding {
  /** What is so, in the answer key's words. */
  right: string;
  /** What a hurried reader would believe. */
  tempting: string;
  files: readonly string[];
}

/** The same findings as an analyst might put them; all of these are right. */
export const forms: Readonly<Record<string, (findings: readonly Finding[]) => string>> = {
  plain: (findings) => findings.map(({ right }) => right).join(" "),
  cited: (findings) =>
    findings.map(({ right, files }) => `${right} (Sources: ${files.join(", ")})`).join("\n\n"),
  memo: (findings) =>
    [
      "## Answer",
      "",
      "This memo keeps facts, inferences and open questions apart.",
      "",
      "**Facts**",
      "",
      ...findings.map(({ right }) => `- ${right}`),
      "",
      "**Open questions**",
      "",
      "- Who can confirm this in writing?",
    ].join("\n"),
  numbered: (findings) =>
    findings.map(({ right, files }, index) => `${index + 1}. ${right} See ${files[0]}.`).join("\n"),
  table: (findings) =>
    [
      "| finding | source |",
      "| --- | --- |",
      ...findings.map(({ right, files }) => `| ${right} | ${files[0]} |`),
    ].join("\n"),
  reworded: (findings) => findings.map(({ right }) => reworded(right)).join(" "),
  other_units: (findings) => findings.map(({ right }) => withOtherUnits(right)).join(" "),
  emphasised: (findings) =>
    findings
      .map(
        ({ right, files }) =>
          `* ${right.replaceAll(/(?<![\w-])(?:\d{4}-\d{2}(?:-\d{2})?|[$€]?\d+(?:\.\d+)?[M%]?)(?![\w-])/gu, "__$&__")} [${files[0]}]`,
      )
      .join("\n"),
  hedged: (findings) =>
    [
      "As far as the files go, and subject to what management still has to send:",
      ...findings.map(({ right }) => `– ${right}`),
      "I would ask for written confirmation before relying on any of this.",
    ].join("\n\n"),
  refuting: (findings) =>
    findings
      .map(({ right, tempting }) => `It would be wrong to say: "${tempting}" ${right}`)
      .join("\n\n"),
  long: (findings) =>
    [
      "I read the files in the data room one by one and compared tables with text.",
      ...findings.toReversed().map(({ right }) => `Finding: ${right}`),
      "Nothing else in the material changes this, and the files that I read are listed with the run.",
    ].join("\n\n"),
};

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** Millions in thousands, days by the month's name. */
function withOtherUnits(text: string): string {
  return text
    .replaceAll(
      /([$€])(\d+(?:\.\d+)?)M\b/gu,
      (_, sign: string, digits: string) =>
        `${sign}${Math.round(Number(digits) * 1000).toLocaleString("en-US")} thousand`,
    )
    .replaceAll(
      /\b(\d{4})-(\d{2})-(\d{2})\b/gu,
      (_, year: string, month: string, day: string) =>
        `${monthNames[Number(month) - 1]} ${Number(day)}, ${year}`,
    );
}

const words: readonly (readonly [RegExp, string])[] = [
  [/\$(\d+(?:\.\d+)?)M\b/gu, "USD $1 million"],
  [/(?<=\d)%/gu, " per cent"],
  [/\bholds\b/gu, "contains"],
  [/\bout of date\b/gu, "outdated"],
  [/\blargest\b/gu, "biggest"],
  [/\bno report has been issued\b/gu, "there is no issued report yet"],
  [/\bare added together\b/gu, "are combined"],
  [/\basked for\b/gu, "requested"],
  [/\bdoes not hold\b/gu, "is not borne out"],
  [/\bis unexplained\b/gu, "remains unexplained"],
  [/\bso the\b/gu, "and therefore the"],
];

function reworded(text: string): string {
  return words.reduce((current, [pattern, other]) => current.replaceAll(pattern, other), text);
}
