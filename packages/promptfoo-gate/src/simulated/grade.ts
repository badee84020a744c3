import {
  findNamed,
  findStatement,
  readRequirements,
  type Requirement,
} from "@loopwright/simulator/language";
import type { Grading } from "./read-judge-request.ts";

export interface SimulatedVerdict {
  reason: string;
  pass: boolean;
  score: number;
}

interface Finding {
  requirement: Requirement;
  met: boolean;
  /** What the answer says about it, quoted. */
  words: string;
}

/** Decides as the rubric asks: every `must` affirmed, no `must_not` affirmed; wishes move the score alone. */
export function grade({ rubric, answer }: Grading): SimulatedVerdict {
  if (answer.trim() === "") return { reason: "The answer is empty.", pass: false, score: 0 };
  const requirements = requirementsOf(rubric);
  const findings = requirements.map((requirement) => judgeOne(requirement, answer));
  const faults = findings.filter(({ met, requirement }) => !met && requirement.demand !== "prefer");
  const pass = faults.length === 0;
  return { reason: reasonOf(findings, faults), pass, score: scoreOf(findings, pass) };
}

/** A rubric without any demand that can be read is one statement that has to be made. */
function requirementsOf(rubric: string): Requirement[] {
  const read = readRequirements(rubric);
  return read.length > 0 ? read : [{ text: rubric, demand: "must", core: rubric }];
}

/** "The answer must name the landlord" leaves open who that is; "must state that Ann is the landlord" does not. */
const leavesOpen =
  /\b(?:state|name|give|quote|list|mention|report|say|explain|show|identify|provide|disclose)s?\s+(?:how (?:many|much)|who|which|what|when|where|why|(?:the|its|their) (?!.*\b(?:is|are|was|were|has|have|does|do|not)\b)|\p{L}+['’]s )/iu;

function judgeOne(requirement: Requirement, answer: string): Finding {
  const find = leavesOpen.test(requirement.text) ? findNamed : findStatement;
  const { stance, sentence } = find(answer, requirement.core);
  const words = sentence ?? "";
  if (requirement.demand !== "must_not") return { requirement, met: stance === "affirmed", words };
  // "By legal entity alone" is not made good by a look at the parents elsewhere.
  const excused =
    requirement.unless !== undefined &&
    !/\b(?:alone|only|solely|exclusively)\b/iu.test(words) &&
    findStatement(answer, requirement.unless).stance === "affirmed";
  return { requirement, met: stance !== "affirmed" || excused, words };
}

/** A failing answer stays below the usual pass mark of 0.8, however many small requirements it meets. */
function scoreOf(findings: readonly Finding[], pass: boolean): number {
  const weights = findings.map(({ requirement }) => (requirement.demand === "prefer" ? 0.25 : 1));
  const total = weights.reduce<number>((sum, weight) => sum + weight, 0);
  const met = findings.reduce((sum, { met }, index) => sum + (met ? (weights[index] ?? 0) : 0), 0);
  const share = total === 0 ? 0 : Math.round((met / total) * 100) / 100;
  return pass ? Math.max(share, 0.8) : Math.min(share, 0.75);
}

function reasonOf(findings: readonly Finding[], faults: readonly Finding[]): string {
  if (faults.length > 0) return faults.map(describeFault).join(" ");
  const shown = findings.find(
    ({ words, requirement }) => words !== "" && requirement.demand === "must",
  );
  return shown
    ? `All requirements are met; "${shown.requirement.core}" by: "${brief(shown.words)}"`
    : "Nothing forbidden is stated, and nothing required is missing.";
}

function describeFault({ requirement, words }: Finding): string {
  if (requirement.demand === "must_not")
    return `Forbidden but stated: ${requirement.core}, in "${brief(words)}".`;
  const closest = words === "" ? "" : ` Closest: "${brief(words)}".`;
  return `Not stated: ${requirement.core}.${closest}`;
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 240 ? `${line.slice(0, 240)}…` : line;
}
