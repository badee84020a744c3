import type { TopicDesk } from "../study.ts";
import { findByEntity } from "./concentration-by-entity.ts";
import { findByParent } from "./concentration-by-parent.ts";
import { shareSums } from "./shares.ts";

/** How much of revenue hangs on few customers. */
export const concentration: TopicDesk = {
  topic: "concentration",
  sums: shareSums,
  checks: () => [],
  find: (study) =>
    study.habits.has("legal_entity_concentration") ? findByEntity(study) : findByParent(study),
};
