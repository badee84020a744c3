interface Restated {
  core: string;
  unless?: string;
}

const conflictNoun =
  "contradiction|conflict|discrepancy|difference|gap|mismatch|inconsistency|disagreement|tension|divergence";

/** Turns the usual ways of asking into the statement that an answer would make. */
export function restate(text: string): Restated {
  const plain = text.trim().replace(/[.,，。]+$/, "");
  const conflict = new RegExp(
    `^(?:keep|leave|preserve|show|retain|make|maintain|flag|surface|note|acknowledge|disclose|state|report|mention|explain|highlight)?(?:s|es|ing)?\\s*(?:the|a|any|that)?\\s*(?:${conflictNoun})s?\\s+(?:between|of)\\s+(.+?)\\s+(?:and|versus|vs\\.?)\\s+(.+?)(?:\\s+(?:visible|open|explicit|clear|in view|on the table|stated))?$`,
    "i",
  ).exec(plain);
  if (conflict) return { core: `${conflict[1]} conflicts with ${conflict[2]}` };
  const apart =
    /^(?:distinguish(?:es|ing)?|separat(?:e|es|ing)|differentiat(?:e|es|ing)|tell(?:s|ing)?|set(?:s|ting)?|keep(?:s|ing)?)\s+(?:apart\s+)?(?:between\s+)?(.+?)\s+(?:from|and|versus|vs\.?)\s+(.+?)(?:\s+(?:apart|separate))?$/i.exec(
      plain,
    );
  if (apart && /^(?:dis|sep|dif|tel|set|keep.*(?:apart|separate)$)/i.test(plain))
    return { core: `${apart[1]} and ${apart[2]}` };
  const refusal =
    /^(?:refus(?:e|es|ing)|declin(?:e|es|ing)|withhold(?:s|ing)?)(?:\s+to\s+\w+)?\s+(.+)$/i.exec(
      plain,
    );
  if (refusal) return { core: `refuses ${refusal[1]}` };
  return alone(asStatement(plain));
}

/** "present X as Y", "treat X as Y", "call X Y": the statement is "X is Y". */
function asStatement(plain: string): string {
  const treated =
    /^(?:treat|present|describe|regard|report|characteri[sz]e|portray|use|accept|state|promote|cite|call|consider|label|count|pass(?:es|ing)? off)(?:s|es|ing|ed)?\s+(.+?)\s+as\s+(?:being\s+)?(?:a |an |the |if (?:it|they) (?:were|was) )?(.+)$/i.exec(
      plain,
    );
  if (treated) return `${treated[1]} is ${treated[2]}`;
  const bare = /^(.+?)\s+as\s+(?:being\s+)?(?:a |an |the |simply |just )?([^,]+)$/i.exec(plain);
  return bare &&
    !/\b(?:is|are|was|were|be|not|cannot|never|has|have|such|well|long|soon|far)\b/i.test(
      bare[1] ?? "",
    )
    ? `${bare[1]} is ${bare[2]}`
    : plain;
}

const exclusive =
  /,?\s*\b(?:alone|only|solely|exclusively|in isolation|by itself|on its own|just|merely|simply)\b\s*/i;

/** "By legal entity only" is broken by naming the parents as well. */
function alone(core: string): Restated {
  if (!exclusive.test(core)) return { core };
  const bare = core.replace(exclusive, " ").replace(/\s+/g, " ").trim();
  if (/legal (?:entity|entities)|subsidiar/i.test(bare))
    return { core: bare, unless: "concentration by parent account" };
  return { core: bare };
}
