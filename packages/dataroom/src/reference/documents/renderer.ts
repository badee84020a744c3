import type { DataroomFile } from "../../dataroom-file.ts";
import type { Company } from "../company.ts";

/** Renders one document from the model of the business. */
export type Renderer = (company: Company) => DataroomFile;
