/**
 * The condition that a value is among those of an array, as in `id = ${anyOf('$1::uuid[]')}`, for arrays of any length, mostly
 * of few elements.
 *
 * From the array itself the planner reads how many elements it has. Of one element fewer rows are expected than of an array that
 * is not known yet, for which PostgreSQL takes ten, so that it would plan the statement anew at each execution, which takes
 * longer than reading the rows. From a subquery it expects the same in both cases, and keeps the plan.
 *
 * @param array a parameter with its type, as in `$1::uuid[]`
 */
export const anyOf = (array: string): string => `any (array(select unnest(${array})))`;
