export { asLoopError } from "./ask-model.ts";
export type { ModelApi, ModelEndpoint } from "./endpoint.ts";
export {
  generateObject,
  type GeneratedObject,
  type GenerateObjectOptions,
} from "./generate-object.ts";
export type {
  OfferedTool,
  PatchOperation,
  ReplyItem,
  RequestItem,
  ScriptedContext,
  ScriptedModel,
  ScriptedRequest,
} from "./scripted-model.ts";
