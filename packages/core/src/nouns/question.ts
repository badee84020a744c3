import { z } from "zod";

/** One question of a question bank. Numbers start at 1 and are unique within a bank. */
export const Question = z.object({
  number: z.number().int().min(1),
  text: z.string().min(1),
});
export type Question = z.infer<typeof Question>;
