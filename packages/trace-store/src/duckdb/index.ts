export { openDuckdbTraceStore, type DuckdbTraceStore } from "./duckdb-store.ts";
