import type { SourceTree, Violation } from './source-tree.js';

const drawer = /^(utils?|commons?|helpers?|base|shared|misc|lib)$/;

/** There is no folder or file for miscellaneous code, and no base class. */
export function noDrawers(tree: SourceTree): Violation[] {
  const drawers = tree.paths().flatMap((file) =>
    file
      .replace(/\.\w+$/, '')
      .split(/[/.]/)
      .filter((part) => drawer.test(part))
      .map((part) => ({ file, message: `"${part}" says nothing about the content: name it after what it contains.` })),
  );
  const bases = tree
    .sources()
    .filter((file) => /\bclass (Base[A-Z]|Abstract[A-Z]|\w+Base\b)/.test(tree.text(file)))
    .map((file) => ({ file, message: 'declares a base class: compose instead.' }));
  return [...drawers, ...bases];
}
