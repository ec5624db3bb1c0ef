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
