import type { Evidence, HarnessConfig } from "@loopwright/core";
import type { ContextEvidence, TraceEvidence } from "../context/read-context.ts";
import type { Citables } from "./citables.ts";

/** Something with a name of its own: a run, an eval, a comment, a tool, an artifact, a file of the harness. */
export interface Subject {
  name: string;
  /** A claim about one of these may name it without citing it. */
  about: ReadonlySet<string>;
}

/** Whatever in the evidence and the harness has a name that cannot be mistaken for an ordinary word. */
export function subjectsOf(options: {
  evidence: ContextEvidence;
  harness: HarnessConfig;
}): Subject[] {
  const { evidence, harness } = options;
  const files = new Set(harness.files.map((file) => file.path));
  const parts = [
    ...harness.tool_policy.runtime_tools,
    ...harness.required_artifacts.map((artifact) => artifact.path),
    ...files,
  ];
  return [
    ...evidence.traces.flatMap(namesOfRun),
    // What a rule asks for cannot be cited where the rule is missing.
    ...parts.map((name) => ({ name, about: files })),
  ].filter(({ name }) => /^[\w./-]*[\d_./-][\w./-]*$/.test(name) && name.length >= 4);
}

function namesOfRun(trace: TraceEvidence): Subject[] {
  const evals = trace.evals.map((item) => item.id);
  const run = new Set([trace.traceId, ...evals]);
  const said = [...trace.humanFeedback, ...trace.modelFeedback].map((item) => item.id);
  return [
    ...[trace.traceId, trace.label, ...said].map((name) => ({ name, about: run })),
    ...evals.map((name) => ({ name, about: new Set([trace.traceId, name]) })),
  ];
}

/**
 * A name in a claim's text that neither its evidence nor what it is about bears out: whoever puts another tool or
 * run into the text has to cite that one.
 */
export function strangeSubject(
  claim: { text: string; about: string; evidence: readonly Evidence[] },
  citables: Citables,
): string | undefined {
  const named = citables.subjects.filter(
    ({ name, about }) => !about.has(claim.about) && standsIn(claim.text, name),
  );
  return named.find(({ name }) => !claim.evidence.some((one) => bearsOut(one, name, citables)))
    ?.name;
}

/** A count speaks of its filter alone, whatever else the trace holds. */
function bearsOut(evidence: Evidence, name: string, citables: Citables): boolean {
  if (standsIn(JSON.stringify(evidence), name)) return true;
  if (evidence.count !== undefined) return false;
  return citables
    .get(evidence.ref)
    .some((citable) => citable.texts().some((text) => standsIn(text, name)));
}

/** As a name of its own, and not as a part of a longer one. */
function standsIn(text: string, name: string): boolean {
  const part = /[\p{L}\p{N}_-]/u;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!around.some((character) => part.test(character))) return true;
  }
  return false;
}
