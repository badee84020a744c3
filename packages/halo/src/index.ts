export { buildContext, type BuildContextOptions } from "./context/build-context.ts";
export { diagnose, type DiagnoseOptions } from "./diagnosis/diagnose.ts";
