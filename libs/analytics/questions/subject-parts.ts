/** Events that one statement compares: more are read in several parts of the subjects, by their hash. */
const PART = 5_000_000;

/** How many parts so many events have. */
export const partsOf = (events: number) => Math.max(1, Math.ceil(events / PART));

/** The condition of the subjects of a part. @param parts, part parameters such as `$5` */
export const inPart = (parts: string, part: string) =>
  `subject is not null and (hashtext(subject) & 2147483647) % ${parts}::integer = ${part}::integer`;
