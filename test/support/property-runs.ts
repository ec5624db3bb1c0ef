/**
 * How often a property is tried: so many times by `npm test`, which catches the faults that it is for, and several times as
 * often by `npm run test:deep`, which may find rarer ones. With a second number, that one is multiplied.
 */
export const propertyRuns = (fast: number, deep = fast): number => {
  const factor = Number(process.env.TEST_PROPERTY_FACTOR ?? 1);
  return factor === 1 ? fast : deep * factor;
};
