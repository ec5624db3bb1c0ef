/** Of days in a row without an addiction. */
export const recoveryMilestones = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650, 7300];
/** Of entries. */
export const entryMilestones = [1, 10, 50, 100, 250, 500, 1000, 2500];

/** Those that were reached, and the next one; null after the last. */
export function milestonesOf(all: readonly number[], reached: number) {
  return {
    milestones: all.filter((milestone) => milestone <= reached),
    nextMilestone: all.find((milestone) => milestone > reached) ?? null,
  };
}
