import { type SourceTree, testOnly, type Violation } from './source-tree.js';

const demo = /^libs\/[^/]+\/demo\//;

/**
 * A demonstration is in the folder `demo` of its context. Nothing of the product depends on it: beside tests, the module of the
 * routes alone imports from there, to provide it; and apps/demo alone asks for the demonstrations of all contexts.
 */
export function demonstrationsStandApart(tree: SourceTree): Violation[] {
  return tree
    .paths(/^(apps|libs)\/.*\.ts$/)
    .filter((file) => !testOnly.test(file) && !demo.test(file))
    .flatMap((file) =>
      tree.imports(file).flatMap((name) => {
        if (demo.test(name) && !/^libs\/[^/]+\/http\/index\.ts$/.test(file))
          return [{ file, message: `imports ${name}: what a demonstration shows must work without it.` }];
        if (name === '#platform/demonstrations' && !file.startsWith('apps/demo/'))
          return [{ file, message: 'imports #platform/demonstrations: put a demonstration into libs/<context>/demo.' }];
        return [];
      }),
    );
}
