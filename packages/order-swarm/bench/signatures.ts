/**
 * Prints, for each planted pattern of the populations named on the command line, the word, phrase, tool, agent and
 * field value that would tell it best by itself, and fails when one of them tells it well.
 *
 *   node --conditions=@loopwright/source packages/order-swarm/bench/signatures.ts DIR...
 */
import { measureSignatures, signatureLimit } from "../src/index.ts";

let worst = 0;
for (const dir of process.argv.slice(2)) {
  const rows = await measureSignatures({ dir });
  console.log(`\n${dir} (simulated models)`);
  for (const { pattern_id, kind, feature, sign, precision, recall, f1 } of rows.toSorted(
    (a, b) => b.f1 - a.f1,
  )) {
    worst = Math.max(worst, f1);
    const figures = `F1 ${f1.toFixed(2)}  precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}`;
    const mark = f1 > signatureLimit ? "!" : " ";
    console.log(`${mark} ${pattern_id.padEnd(30)}${kind.padEnd(8)}${figures}  ${sign} ${feature}`);
  }
}
console.log(`\nhighest F1 ${worst.toFixed(2)}, limit ${signatureLimit}`);
process.exitCode = worst > signatureLimit ? 1 : 0;
