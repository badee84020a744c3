import { useEffect, useState } from "preact/hooks";
import type { Scheme } from "../src/charts/palette.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The reader's colour scheme, kept up to date. */
export function useScheme(): Scheme {
  const [scheme, setScheme] = useState<Scheme>(dark.matches ? "dark" : "light");
  useEffect(() => {
    const change = () => setScheme(dark.matches ? "dark" : "light");
    dark.addEventListener("change", change);
    return () => dark.removeEventListener("change", change);
  }, []);
  return scheme;
}
