import type { SourceTree, Violation } from './source-tree.js';

/**
 * The files of `test` reach modules by their entry points, `#catalog` or `#platform/cache`, too. For all other files
 * dependency-cruiser has this rule, and does not see these.
 */
export function testsUseEntryPoints(tree: SourceTree): Violation[] {
  return tree.paths(/^test\/.*\.ts$/).flatMap((file) =>
    tree
      .imports(file)
      .filter((name) => name.startsWith('libs/'))
      .map((name) => ({ file, message: `${name} is behind an entry point: import the # name of its module.` })),
  );
}
