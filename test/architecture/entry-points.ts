import { moduleOf } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/**
 * The files of `test` reach modules by their entry points, `#catalog` or `#platform/cache`, too; the rows and the counts of a
 * module may import its own files. For all other files dependency-cruiser has this rule, and does not see these.
 */
export function testsUseEntryPoints(tree: SourceTree): Violation[] {
  return tree.paths(/^test\/.*\.ts$/).flatMap((file) => {
    const own = moduleOf(file.replace(/^test\/(rows|query-counts)\//, 'libs/'));
    return tree
      .imports(file)
      .filter((name) => name.startsWith('libs/') && moduleOf(name) !== own)
      .map((name) => ({ file, message: `${name} is behind an entry point: import the # name of its module.` }));
  });
}
