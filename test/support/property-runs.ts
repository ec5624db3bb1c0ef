/**
 * How often a property is tried: so many times by `npm test`, which catches the faults that it is for, and several times as
 * often by `npm run test:deep`, which may find rarer ones.
 */
export const propertyRuns = (fast: number): number => fast * Number(process.env.TEST_PROPERTY_FACTOR ?? 1);
