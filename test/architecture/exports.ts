import type { SourceTree, Violation } from './source-tree.js';

const reExport = /^export\s+(?:type\s+)?\{[^}]*\}\s+from\s+'([^']+)'/gm;

/**
 * An entry point exports names directly from the file that defines them: a chain of re-exports hides where a thing is defined.
 * It exports nothing of `*.sql.ts`, so that a table can change without the modules that use its rows. Biome refuses `export *`.
 */
export function namedExports(tree: SourceTree): Violation[] {
  return tree.paths(/^(apps|libs|migrations|test)\/.*\.ts$/).flatMap((file) =>
    [...tree.text(file).matchAll(reExport)].flatMap(([, from = '']) => {
      if (!file.endsWith('/index.ts'))
        return [{ file, message: `re-exports what ${from} defines: let others import it from there.` }];
      if (from.endsWith('.sql.js'))
        return [{ file, message: `exports from ${from}: move the type to the file of what returns it.` }];
      if (!from.startsWith('.') || from.endsWith('/index.js'))
        return [{ file, message: `passes on the entry point ${from}: let others import it themselves.` }];
      return [];
    }),
  );
}
