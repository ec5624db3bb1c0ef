import { concernsOf, contextsOf, moduleOf, platformLayers } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** The entry point that a context needs when it has a file with such a name, and what it exports. */
const entryPointsNeeded: readonly { sign: RegExp; entryPoint: string; what: string }[] = [
  { sign: /\.controller\.ts$/, entryPoint: 'http', what: 'the Nest module of the controllers' },
  { sign: /\.(job|subscriber)\.ts$/, entryPoint: 'worker', what: 'the Nest module of the jobs and subscribers' },
  { sign: /\.event\.ts$/, entryPoint: 'events', what: 'the types of the events' },
];

/**
 * A context has the entry points that its files need, a facade where another context or `apps` imports it, a
 * README, and one flat folder per noun; a concern has its index, and its place in the layers. An entry point exists only if it exports
 * something: a Nest module or an event type that it defines itself, or names of other files. No other folder has an index: a folder is not a module.
 */
export function layout(tree: SourceTree): Violation[] {
  const contexts = contextsOf(tree).flatMap((name) => contextLayout(tree, `libs/${name}`));
  const concerns = concernsOf(tree)
    .filter((name) => !tree.has(`libs/platform/${name}/index.ts`))
    .map((name) => ({
      file: `libs/platform/${name}`,
      message: 'has no index.ts: export there what other modules import.',
    }));
  const unordered = concernsOf(tree)
    .filter((name) => !platformLayers.flat().includes(name))
    .map((name) => ({ file: `libs/platform/${name}`, message: 'is in no layer: add it to layers.json.' }));
  const inner = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^libs\/(platform\/[^/]+|[^/]+(\/(events|http|worker))?)\/index\.ts$/.test(path))
    .map((file) => ({ file, message: 'is an index inside a module: import the files themselves.' }));
  const empty = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^export\s+((type\s+)?\{\s*\w|(class|type|interface)\s)/m.test(tree.text(path)))
    .map((file) => ({
      file,
      message: 'is an entry point that exports nothing: delete it until it exports something.',
    }));
  return [...contexts, ...concerns, ...unordered, ...inner, ...empty];
}

function contextLayout(tree: SourceTree, module: string): Violation[] {
  const files = tree.paths(new RegExp(`^${module}/`));
  const needed = entryPointsNeeded
    .filter(
      ({ sign, entryPoint }) => files.some((file) => sign.test(file)) && !tree.has(`${module}/${entryPoint}/index.ts`),
    )
    .map(({ entryPoint, what }) => ({ file: module, message: `lacks ${entryPoint}/index.ts: export ${what} there.` }));
  const page = tree.has(`${module}/README.md`)
    ? []
    : [{ file: module, message: 'lacks README.md: say what it does, and list its routes, entry points and tables.' }];
  const facade = `${module}/index.ts`;
  const unused =
    tree.has(facade) && !isImported(tree, module)
      ? [{ file: facade, message: 'is a facade that no other module imports: delete it until one does.' }]
      : [];
  const deep = files
    .filter((file) => file.split('/').length > 4)
    .map((file) => ({ file, message: 'is too deep: move it up into the folder of its noun.' }));
  return [...needed, ...page, ...unused, ...deep];
}

/** Whether the product uses the facade of a context outside the context. */
function isImported(tree: SourceTree, module: string): boolean {
  const name = module.replace('libs/', '#');
  return tree.sources().some((file) => moduleOf(file) !== module && tree.imports(file).includes(name));
}
