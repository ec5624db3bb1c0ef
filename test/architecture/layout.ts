import { concernsOf, contextsOf } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** What a file's name tells of the entry point that its context then has. */
const entryPointsNeeded: readonly { sign: RegExp; entryPoint: string }[] = [
  { sign: /\.controller\.ts$/, entryPoint: 'http' },
  { sign: /\.(job|subscriber)\.ts$/, entryPoint: 'worker' },
  { sign: /\.event\.ts$/, entryPoint: 'events' },
];

/**
 * A context has a facade, the entry points that its files call for, a page about itself, and one flat
 * folder a noun; a concern has its index. A entry point exists once it has something to give. Nothing else
 * has an index: a folder is no module.
 */
export function layout(tree: SourceTree): Violation[] {
  const contexts = contextsOf(tree).flatMap((name) => contextLayout(tree, `libs/${name}`));
  const concerns = concernsOf(tree)
    .filter((name) => !tree.has(`libs/platform/${name}/index.ts`))
    .map((name) => ({ file: `libs/platform/${name}`, says: 'has no index.ts.' }));
  const inner = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^libs\/(platform\/[^/]+|[^/]+(\/(events|http|worker))?)\/index\.ts$/.test(path))
    .map((file) => ({ file, says: 'is an index inside a module: import the files themselves.' }));
  const empty = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^export\s+(type\s+)?\{\s*\w/m.test(tree.text(path)))
    .map((file) => ({ file, says: 'is an entry point with nothing behind it: make it when something leaves by it.' }));
  return [...contexts, ...concerns, ...inner, ...empty];
}

function contextLayout(tree: SourceTree, module: string): Violation[] {
  const files = tree.paths(new RegExp(`^${module}/`));
  const needed = entryPointsNeeded
    .filter(
      ({ sign, entryPoint }) => files.some((file) => sign.test(file)) && !tree.has(`${module}/${entryPoint}/index.ts`),
    )
    .map(({ entryPoint }) => ({ file: module, says: `lacks its entry point ${entryPoint}/index.ts.` }));
  const pages = ['index.ts', 'README.md']
    .filter((name) => !tree.has(`${module}/${name}`))
    .map((name) => ({ file: module, says: `lacks ${name}.` }));
  const deep = files
    .filter((file) => file.split('/').length > 4)
    .map((file) => ({ file, says: 'lies too deep: one flat folder a noun.' }));
  return [...needed, ...pages, ...deep];
}
