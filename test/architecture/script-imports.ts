import { posix } from 'node:path';
import type { SourceTree, Violation } from './source-tree.js';

const imported = /^import \{([^}]*)\} from '(\.[^']+\.mjs)';$/gm;

/** Scripts, which no compiler reads, import files that are there, and names that these export. */
export function scriptImportFaults(tree: SourceTree): Violation[] {
  return tree.paths(/\.mjs$/).flatMap((file) =>
    [...tree.text(file).matchAll(imported)].flatMap(([, names = '', from = '']): Violation[] => {
      const target = posix.join(posix.dirname(file), from);
      if (!tree.has(target)) return [{ file, message: `imports ${target}, which is not there: correct the path.` }];
      return names
        .split(',')
        .map((name) => name.trim().split(' as ')[0] ?? '')
        .filter((name) => name && !exports(tree.text(target), name))
        .map((name) => ({ file, message: `imports ${name}, which ${target} does not export: name what it has.` }));
    }),
  );
}

function exports(text: string, name: string): boolean {
  return new RegExp(
    `^export (?:(?:async )?function\\*?|const|let|class) ${name}\\b|^export \\{[^}]*\\b${name}\\b`,
    'm',
  ).test(text);
}
