import type { SourceTree, Violation } from './source-tree.js';

/** Half of the files are shorter than 60 lines, nine of ten than 150, none is longer than 300. */
export function filesAreSmall(tree: SourceTree): Violation[] {
  const sizes = tree
    .sources()
    .map((file) => ({ file, lines: tree.text(file).trimEnd().split('\n').length }))
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

/** Files of which there are many short ones by their kind: what they hold is found by the name. */
const shortByKind = /(^|\/)(index|main)\.ts$|\.(errors|job)\.ts$|\.d\.ts$/;
const FEW = 40;

/** What one file uses and is under 15 lines lives in that file: at most 40 files are as short as that. */
export function fewFilesAreTiny(tree: SourceTree): Violation[] {
  const tiny = tree
    .sources()
    .filter((file) => /^(apps|libs)\//.test(file) && !shortByKind.test(file))
    .filter((file) => tree.text(file).trimEnd().split('\n').length < 15);
  if (tiny.length <= FEW) return [];
  return tiny.map((file) => ({
    file,
    message: `is one of ${tiny.length} files under 15 lines, of which ${FEW} may be: move it to the file that uses it.`,
  }));
}
