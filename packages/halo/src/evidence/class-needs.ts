import type { Evidence, FindingClass } from "@loopwright/core";

/** What a recommendation of its class has to show beyond claims that hold; empty when it shows it. */
export function lackingFor(
  findingClass: FindingClass,
  claims: readonly { evidence: readonly Pick<Evidence, "ref">[] }[],
): string[] {
  const refs = claims.flatMap((claim) => claim.evidence.map((one) => one.ref));
  const isHarness = (ref: string) => ref.startsWith("harness:");
  const places: Record<FindingClass, string | undefined> = {
    missing_requirement: "the harness line beside which the rule belongs",
    not_reliably_followed: "the rule in the harness that was not followed",
    implementation_or_observability_defect: undefined,
  };
  const place = places[findingClass];
  return [
    ...(refs.every(isHarness) ? ["it needs a claim about a run or an eval that holds"] : []),
    ...(place === undefined || refs.some(isHarness)
      ? []
      : [`it needs a claim that quotes ${place}`]),
  ];
}
