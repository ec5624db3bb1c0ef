import { type SourceTree, testOnly, type Violation } from './source-tree.js';

const framework = /^(@nestjs\/|typeorm$|@?fastify|class-validator|class-transformer)/;

/**
 * A context's `events` entry point exports plain versioned types that any context may
 * import: neither it nor the files that it reaches import Nest or another framework.
 */
export function eventsArePlain(tree: SourceTree): Violation[] {
  return tree
    .paths(/^libs\/[^/]+\/events\/.*\.ts$/)
    .filter((file) => !file.startsWith('libs/platform/') && !testOnly.test(file))
    .flatMap((entryPoint) =>
      reachedFrom(tree, entryPoint).flatMap((file) =>
        tree
          .imports(file)
          .filter((name) => framework.test(name))
          .map((name) => ({
            file,
            message: `imports ${name}, and ${entryPoint} reaches it: move the types to a file without it.`,
          })),
      ),
    );
}

function reachedFrom(tree: SourceTree, start: string, seen = new Set([start])): string[] {
  for (const next of tree.imports(start).filter((name) => tree.has(name) && !seen.has(name)))
    reachedFrom(tree, next, seen.add(next));
  return [...seen];
}
