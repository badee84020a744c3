import { layout } from "../layout.ts";
import { findPassages, listed } from "../passages.ts";
import { say, type Finding } from "../statement.ts";
import type { Study } from "../study.ts";
import { entityShare, entityText, largestContracts, riskOf, totalFact } from "./shares.ts";

/** The view that stops at the contract's name: no rollup, no hierarchy file. */
export function findByEntity(study: Study): Finding {
  const entities = largestContracts(study.room);
  const largest = entities[0];
  const share = largest && entityShare(largest.name, study);
  const view = findPassages(study.room, [layout.boardDeck], /legal entit|法人|法律实体/i)[0];
  return {
    topic: "concentration",
    title: "Customer concentration",
    conclusion: largest
      ? say(
          `The largest single customer is ${entityText(largest, study)}; ${listed(entities.slice(1, 3).map((each) => entityText(each, study)))} follow, so no legal entity dominates and concentration is manageable.`,
          layout.topCustomers,
          view?.path,
        )
      : say(`Customer concentration is unknown: \`${layout.topCustomers}\` is missing or empty.`),
    facts: [
      ...entities.map((entity) =>
        say(
          `${entityText(entity, study)}, renewing ${entity.renewalDate ?? "on an unknown date"}.`,
          layout.topCustomers,
        ),
      ),
      ...totalFact(study),
    ],
    conflicts: [],
    inferences: [],
    questions: [say("Are renewals of the largest customers on track?", layout.topCustomers)],
    weak: [],
    risk: largest && riskOf(largest.name, share),
  };
}
