import { concernsOf, contextsOf } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** The entry point that a context needs when it has a file with such a name. */
const entryPointsNeeded: readonly { sign: RegExp; entryPoint: string }[] = [
  { sign: /\.controller\.ts$/, entryPoint: 'http' },
  { sign: /\.(job|subscriber)\.ts$/, entryPoint: 'worker' },
  { sign: /\.event\.ts$/, entryPoint: 'events' },
];

/**
 * A context has a facade, the entry points that its files need, a README, and one flat folder per noun;
 * a concern has its index. An entry point exists only if it exports something. No other folder has an
 * index: a folder is not a module.
 */
export function layout(tree: SourceTree): Violation[] {
  const contexts = contextsOf(tree).flatMap((name) => contextLayout(tree, `libs/${name}`));
  const concerns = concernsOf(tree)
    .filter((name) => !tree.has(`libs/platform/${name}/index.ts`))
    .map((name) => ({ file: `libs/platform/${name}`, message: 'has no index.ts.' }));
  const inner = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^libs\/(platform\/[^/]+|[^/]+(\/(events|http|worker))?)\/index\.ts$/.test(path))
    .map((file) => ({ file, message: 'is an index inside a module: import the files themselves.' }));
  const empty = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^export\s+(type\s+)?\{\s*\w/m.test(tree.text(path)))
    .map((file) => ({ file, message: 'is an entry point that exports nothing: make it when it exports something.' }));
  return [...contexts, ...concerns, ...inner, ...empty];
}

function contextLayout(tree: SourceTree, module: string): Violation[] {
  const files = tree.paths(new RegExp(`^${module}/`));
  const needed = entryPointsNeeded
    .filter(
      ({ sign, entryPoint }) => files.some((file) => sign.test(file)) && !tree.has(`${module}/${entryPoint}/index.ts`),
    )
    .map(({ entryPoint }) => ({ file: module, message: `lacks its entry point ${entryPoint}/index.ts.` }));
  const pages = ['index.ts', 'README.md']
    .filter((name) => !tree.has(`${module}/${name}`))
    .map((name) => ({ file: module, message: `lacks ${name}.` }));
  const deep = files
    .filter((file) => file.split('/').length > 4)
    .map((file) => ({ file, message: 'is too deep: one flat folder per noun.' }));
  return [...needed, ...pages, ...deep];
}
