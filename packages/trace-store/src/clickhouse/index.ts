export { openClickhouseTraceStore, type ClickhouseTraceStore } from "./clickhouse-store.ts";
