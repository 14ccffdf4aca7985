export interface QuitStep {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/**
 * Runs the steps one after another under one deadline for all. Resolves with the names of those that failed or were not done in
 * time; it never rejects, because a program that quits must quit.
 */
export const quitInOrder = async (
  steps: readonly QuitStep[],
  deadline: Promise<void>,
): Promise<readonly string[]> => {
  const undone = new Set(steps.map((step) => step.name));
  const all = (async () => {
    for (const step of steps) {
      try {
        await step.run();
        undone.delete(step.name);
      } catch {
        // Its name stays among the undone, which is all that anybody can do with it now.
      }
    }
  })();
  await Promise.race([all, deadline]);
  return [...undone];
};
