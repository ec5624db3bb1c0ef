import type { SourceTree, Violation } from './source-tree.js';

const reExport = /^export\s+(?:type\s+)?(\*|\{[^}]*\})(?:\s+as\s+\w+)?\s+from\s+'([^']+)'/gm;

/**
 * What a entry point lets out is named, and comes straight from the file that defines it: `export *` hides
 * what is public, and a chain of re-exports hides where a thing lives.
 */
export function namedExports(tree: SourceTree): Violation[] {
  return tree.paths(/^(apps|libs|migrations|test)\/.*\.ts$/).flatMap((file) =>
    [...tree.text(file).matchAll(reExport)].flatMap(([, what = '', from = '']) => {
      if (what === '*') return [{ file, says: `exports * from ${from}: name what goes out.` }];
      if (!file.endsWith('/index.ts'))
        return [{ file, says: `passes on what ${from} defines: only an entry point does.` }];
      if (!from.startsWith('.') || from.endsWith('/index.js'))
        return [{ file, says: `passes on the entry point ${from}: let others import it themselves.` }];
      return [];
    }),
  );
}
