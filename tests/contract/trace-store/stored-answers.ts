/** Seeds of the generated cases whose answers are stored in the repository. */
export const storedSeeds = ["north", "east", "south"];
