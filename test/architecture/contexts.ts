import { contextOf, contextsOf, facadeArrows } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** The arrows between contexts through their facades, as `from → to`. */
export function arrowsBetweenContexts(tree: SourceTree): { from: string; to: string; file: string }[] {
  return tree
    .paths(/^libs\/.*\.ts$/)
    .filter((file) => contextOf(file))
    .flatMap((file) =>
      tree
        .imports(file)
        .filter((name) => /^#[a-z-]+$/.test(name))
        .map((name) => ({ from: contextOf(file) as string, to: contextOf(name) as string, file })),
    );
}

/** Facade arrows between contexts are declared with a reason, and form no cycle. */
export function facadesFormADag(tree: SourceTree, declared = facadeArrows): Violation[] {
  const arrows = arrowsBetweenContexts(tree);
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const arrow of arrows.filter((a) => a.from === from && !seen.has(a.to))) reached(arrow.to, seen.add(arrow.to));
    return seen;
  };
  return arrows.flatMap(({ from, to, file }) => [
    ...(declared[`${from} → ${to}`]
      ? []
      : [{ file, message: `${from} → ${to} is not in facadeArrows: use an event.` }]),
    ...(reached(to).has(from)
      ? [{ file, message: `${from} → ${to} leads back to ${from}, a cycle: use an event.` }]
      : []),
  ]);
}

/**
 * `apps/contexts.ts` is the only list of contexts: it has every context, and no other file of `apps`
 * imports a context's `http` or `worker` entry point.
 */
export function contextsListedOnce(tree: SourceTree): Violation[] {
  const list = 'apps/contexts.ts';
  const listed = tree.has(list) ? tree.imports(list).map(contextOf) : [];
  const missing = contextsOf(tree)
    .filter((name) => !listed.includes(name))
    .map((name) => ({ file: `libs/${name}`, message: `is not in ${list}: add its line.` }));
  const elsewhere = tree
    .paths(/^apps\/.*\.ts$/)
    .filter((file) => file !== list)
    .flatMap((file) =>
      tree
        .imports(file)
        .filter((name) => /^#(?!platform\/)[a-z-]+\/(http|worker)$/.test(name))
        .map((name) => ({ file, message: `imports ${name}: take it from the list of ${list}.` })),
    );
  return [...missing, ...elsewhere];
}

/** Specs beside the sources, and the files that `test` has for each module. */
const testsOfModules = /^libs\/.*\.spec\.ts$|^test\/(rows|query-counts)\//;

/**
 * A test of a context names no other context, neither its tables nor its statements, so that contexts come and go one by
 * one. Of one that it calls by a declared arrow it may. What it imports is seen by the other rules.
 */
export function testsNameTheirOwnContext(tree: SourceTree, declared = facadeArrows): Violation[] {
  const contexts = contextsOf(tree);
  return tree.paths(testsOfModules).flatMap((file) => {
    const own = contextOf(file.replace(/^test\/[^/]+/, 'libs'));
    if (!own) return [];
    const others = contexts.filter((name) => name !== own && !declared[`${own} → ${name}`]);
    return others
      .filter((name) =>
        tree.strings(file).some((text) => new RegExp(`^${name}$|(?<![\\w#./-])${name}\\.\\w`).test(text)),
      )
      .map((name) => ({
        file,
        message: `names ${name}: take it from what the contexts register, or use a test's own.`,
      }));
  });
}
