import { concernOf, contextOf, platformLayers } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** The platform never imports the business: it declares an interface and the context supplies it. */
export function platformKnowsNoContext(tree: SourceTree): Violation[] {
  return tree.paths(/^libs\/platform\/.*\.ts$/).flatMap((file) =>
    tree
      .imports(file)
      .filter((name) => /^(#|libs\/)/.test(name) && contextOf(name))
      .map((name) => ({ file, message: `imports ${name}: declare an interface here that the context supplies.` })),
  );
}

/** A concern is in the list of layers, and imports only concerns before it. */
export function platformLayersInOrder(tree: SourceTree): Violation[] {
  const order = platformLayers.flat();
  return tree
    .sources()
    .filter((file) => concernOf(file))
    .flatMap((file) => {
      const own = order.indexOf(concernOf(file) as string);
      if (own < 0) return [{ file, message: `${concernOf(file)} is in no layer: add it to layers.json.` }];
      return tree
        .imports(file)
        .filter((name) => name.startsWith('#platform/') && order.indexOf(concernOf(name) as string) >= own)
        .map((name) => ({
          file,
          message: `${name} is after ${order[own]} in the layers: declare an interface here that it implements.`,
        }));
    });
}
