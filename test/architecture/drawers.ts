import type { SourceTree, Violation } from './source-tree.js';

const drawer = /^(utils?|commons?|helpers?|base|shared|misc|lib)$/;

/** No drawer that anything falls into, and no base class that everything hangs from. */
export function noDrawers(tree: SourceTree): Violation[] {
  const drawers = tree.paths().flatMap((file) =>
    file
      .replace(/\.\w+$/, '')
      .split(/[/.]/)
      .filter((part) => drawer.test(part))
      .map((part) => ({ file, says: `"${part}" names no thing: call it by what it holds.` })),
  );
  const bases = tree
    .sources()
    .filter((file) => /\bclass (Base[A-Z]|Abstract[A-Z]|\w+Base\b)/.test(tree.text(file)))
    .map((file) => ({ file, says: 'declares a base class: compose instead.' }));
  return [...drawers, ...bases];
}
