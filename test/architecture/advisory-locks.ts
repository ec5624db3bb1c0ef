import type { SourceTree, Violation } from './source-tree.js';

/** A number of an advisory lock, or the first of several, to which a lane of events is added. */
const number = /\b(7_?254_?370_?\d{3})\b( \+)?/g;
/** How many lanes there are. */
const LANES = 5;
/** Numbers that several owners take. */
const shared = new Set([
  // A climb holds it so that no partition comes or goes while it copies them.
  7_254_370_003,
  // They only wait for each other, and briefly: the number of either cannot change while functions of two versions run.
  7_254_370_012,
]);

/** Each advisory lock that is named by a number has one of its own: what shares one waits for, or refuses, what it has nothing to do with. */
export function sharedLocks(tree: SourceTree): Violation[] {
  const owners = new Map<number, string>();
  return tree.paths(/^(apps|libs)\/.*(?<!\.spec)\.(ts|sql)$/).flatMap((file) => {
    const owner = /^(apps\/cli|libs\/platform\/[^/]+|libs\/[^/]+)/.exec(file)?.[0] ?? file;
    return [...tree.text(file).matchAll(number)].flatMap(([, digits = '', plus]) => {
      const first = Number(digits.replaceAll('_', ''));
      const numbers = plus ? Array.from({ length: LANES }, (_, lane) => first + lane + 1) : [first];
      return numbers.flatMap((lock): Violation[] => {
        const other = owners.get(lock) ?? owner;
        owners.set(lock, other);
        return other === owner || shared.has(lock)
          ? []
          : [{ file, message: `takes the advisory lock ${lock} of ${other}: give it a number of its own.` }];
      });
    });
  });
}
