/** Speed is measured by the scripts of the package; this is where their rows go. */
export async function printSpeed(): Promise<void> {}
