export { hdbscan, type HdbscanOptions, type HdbscanResult } from "./hdbscan/hdbscan.ts";
