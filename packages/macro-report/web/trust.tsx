import type { ReportView } from "../src/view/report-view.ts";
import { Table } from "./figure.tsx";

/** How often analyses of this kind were right, and what is not known about this one. */
export function Trust({ view: { accuracy } }: { view: ReportView }) {
  return (
    <section id="trust" aria-labelledby="trust-title">
      <h2 id="trust-title">How far to trust it</h2>
      <p>
        How often this page is right is unknown: nobody has said what is really wrong in these runs.
        {accuracy ? " It is known for populations whose faults were planted." : ""}
      </p>
      {accuracy ? (
        <>
          <p>
            Measured on {accuracy.populations}; to measure again: {accuracy.source}. Other data may
            be easier or harder.
          </p>
          <Table
            head={["Measure", "Median", "Worst", "Target", "Median meets it"]}
            rows={accuracy.measures.map(({ name, median, worst, target, met }) => [
              name,
              median,
              worst,
              target,
              met ? "yes" : "no",
            ])}
          />
        </>
      ) : (
        <p>No measurement of the method on data with known faults came with this page.</p>
      )}
    </section>
  );
}
