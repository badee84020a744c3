export { duckdbBundles, type DuckdbBundlesOptions } from "./duckdb-bundles.ts";
