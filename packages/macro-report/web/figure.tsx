import { Fragment, type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chart } from "../src/charts/chart.ts";
import { init } from "../src/charts/echarts.ts";
import { palettes, type Palette } from "../src/charts/palette.ts";
import { useScheme } from "./scheme.ts";

type Draw = (palette: Palette, width: number) => Chart;

interface FigureProps {
  title: string;
  /** What it shows. */
  means: ComponentChildren;
  /** What must not be read into it. */
  meansNot: string;
  draw?: Draw;
  table?: TableProps;
  /** Shown instead of a chart that has nothing in it. */
  empty?: string | false;
  children?: ComponentChildren;
}

/** A chart with what it means, what it does not, and its numbers as a table. */
export function Figure({ title, means, meansNot, draw, table, empty, children }: FigureProps) {
  return (
    <figure>
      <h3>{title}</h3>
      <figcaption>
        <p>{means}</p>
        <p class="not">
          <strong>It does not say:</strong> {meansNot}
        </p>
      </figcaption>
      {empty ? <p class="empty">{empty}</p> : draw ? <Drawing title={title} draw={draw} /> : null}
      {!empty && children}
      {!empty && table ? (
        <details>
          <summary>The numbers of “{title}” as a table</summary>
          <Table {...table} />
        </details>
      ) : null}
    </figure>
  );
}

function Drawing({ title, draw }: { title: string; draw: Draw }) {
  const scheme = useScheme();
  const place = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const redraw = () => {
      const chart = draw(palettes[scheme], element.parentElement?.clientWidth ?? 0);
      element.style.height = `${chart.height}px`;
      element.style.minWidth = `${chart.minWidth}px`;
      setCut(chart.minWidth > (element.parentElement?.clientWidth ?? 0));
      drawn.resize();
      drawn.setOption(chart.option, true);
    };
    const drawn = init(element, null, { renderer: "svg" });
    redraw();
    const watch = new ResizeObserver(redraw);
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, [draw, scheme]);
  return (
    <>
      {isCut ? <p class="hint">The chart is wider than the screen: scroll it sideways.</p> : null}
      <div class="scroll" tabIndex={0} role="group" aria-label={`Chart: ${title}`}>
        <div ref={place} role="img" aria-label={`${title}. The same numbers follow as a table.`} />
      </div>
    </>
  );
}

/** Names of agents and tools are long words: they may break at their joints. */
export function Name({ text }: { text: string }) {
  const parts = text.split(/(?<=[._/])(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])/);
  return (
    <>
      {parts.map((part, i) => (
        <Fragment key={i}>
          {i > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </>
  );
}

export interface TableProps {
  head: string[];
  rows: (string | number)[][];
}

export function Table({ head, rows }: TableProps) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{typeof cell === "number" ? cell : <Name text={cell} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
