import { z } from "zod";

/** Which traces a question is about. All that is given must hold; of a list, any. */
export const TraceFilters = z.strictObject({
  has_errors: z.boolean().optional(),
  model_names: z.array(z.string()).optional(),
  service_names: z.array(z.string()).optional(),
  agent_names: z.array(z.string()).optional(),
  project_id: z.string().optional(),
  /** Compared as text, as the times are: give the form the file has. */
  start_time_gte: z.string().optional(),
  end_time_lte: z.string().optional(),
  /**
   * Some span's line matches, in Python's `re` syntax. The line is matched as it stands in the file, so a quote
   * inside a string is `\\"` there.
   */
  regex_pattern: z.string().optional(),
});
export type TraceFilters = z.infer<typeof TraceFilters>;
