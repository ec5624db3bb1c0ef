/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, and which numbers are level 3's. */
const sections: Readonly<Record<string, readonly number[]>> = {
  V1: [2, 9, 11, 3, 2],
  V2: [3, 3, 4, 1],
  V3: [0, 2, 4, 6, 5, 0, 2],
  V4: [3, 1, 2, 4],
  V5: [1, 3, 2, 3],
  V6: [3, 12, 4, 4, 5, 3, 0, 4],
  V7: [3, 4, 2, 5, 2, 2],
  V8: [2, 3, 1, 1],
  V9: [3, 4],
  V10: [2, 2, 4, 11, 5, 2, 3],
  V11: [2, 3, 3, 4, 1, 1],
  V12: [3, 2, 4],
  V13: [1, 5, 2, 5],
  V14: [2, 4, 3],
  V15: [3, 3, 7],
  V16: [1, 5, 4, 3, 3],
  V17: [1, 4, 2],
};

/** Every requirement of levels 1 and 2: in each section they come before those of level 3. */
export const requirements: readonly string[] = Object.entries(sections).flatMap(([chapter, counts]) =>
  counts.flatMap((count, section) =>
    Array.from({ length: count }, (_, index) => `${chapter}.${section + 1}.${index + 1}`),
  ),
);

const states = ['kept', 'partly', 'missed', 'deployment', 'not here'];

/** @returns what is wrong with the table of `docs/asvs.md`; `exists` tells whether the repository has a file */
export function asvsFaults(page: string, exists: (path: string) => boolean): string[] {
  const rows = [...page.matchAll(/^\| (V\d+\.\d+\.\d+) \| ([^|]*) \| ([^|]*) \| ?([^|]*)\|$/gm)];
  const numbers = rows.map(([, number]) => number);
  return [
    ...requirements.filter((number) => !numbers.includes(number)).map((number) => `${number} is missing: add its row.`),
    ...numbers
      .filter((number, index) => numbers.indexOf(number) !== index)
      .map((number) => `${number} stands twice: keep one row.`),
    ...numbers
      .filter((number) => !requirements.includes(number as string))
      .map((number) => `${number} is unknown: delete it, or correct the number.`),
    ...rows.flatMap(([, number, state = '', , proofs = '']) => {
      const files = [...proofs.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
      return [
        ...(states.includes(state) ? [] : [`${number} is “${state}”: choose one of ${states.join(', ')}.`]),
        ...(state === 'kept' && files.length === 0
          ? [`${number} is called kept without a proof: name the file that proves it.`]
          : []),
        ...files
          .filter((file) => !exists(file))
          .map((file) => `${number} names ${file}, which is not there: correct the path.`),
      ];
    }),
  ];
}
