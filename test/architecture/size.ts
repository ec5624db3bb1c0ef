import type { SourceTree, Violation } from './source-tree.js';

/** Half of the files are shorter than 60 lines, nine of ten than 150, none is longer than 300. */
export function filesAreSmall(tree: SourceTree): Violation[] {
  const sizes = tree
    .sources()
    .map((file) => ({ file, lines: linesOf(tree, file) }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sizes[Math.ceil(sizes.length * share) - 1];
  const median = at(0.5);
  const ninth = at(0.9);
  return [
    ...(median && median.lines >= 60
      ? [
          {
            file: median.file,
            message: `is the median with ${median.lines} lines: split the files that do two things.`,
          },
        ]
      : []),
    ...(ninth && ninth.lines >= 150
      ? [{ file: ninth.file, message: `is the ninth decile with ${ninth.lines} lines: split the longest files.` }]
      : []),
    ...sizes
      .filter(({ lines }) => lines > 300)
      .map(({ file, lines }) => ({ file, message: `has ${lines} lines: split it, one thing per file.` })),
  ];
}

/** Entry points, programs, refusals, jobs and types of packages have files of their own, however short. */
const shortByKind = /(\/(index|main)|\.(errors|job|d))\.ts$/;
const FEWEST_LINES = 15;
const MOST_SHORT = 40;

/** At most 40 files of `apps` and `libs` have fewer than 15 lines, besides those that are short by their kind. */
export function fewFilesAreShort(tree: SourceTree): Violation[] {
  const short = tree
    .sources()
    .filter((file) => !file.startsWith('migrations/') && !shortByKind.test(file))
    .filter((file) => linesOf(tree, file) < FEWEST_LINES);
  if (short.length <= MOST_SHORT) return [];
  return short.map((file) => ({
    file,
    message: `is one of ${short.length} files under ${FEWEST_LINES} lines: move what only one file uses into that file.`,
  }));
}

const linesOf = (tree: SourceTree, file: string) => tree.text(file).trimEnd().split('\n').length;
