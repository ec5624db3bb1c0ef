import { concernsOf, contextsOf } from './house.js';
import type { SourceTree, Violation } from './source-tree.js';

/** What a file's name tells of the door that its context then has. */
const doorsNeeded: readonly { sign: RegExp; door: string }[] = [
  { sign: /\.controller\.ts$/, door: 'http' },
  { sign: /\.(job|subscriber)\.ts$/, door: 'worker' },
  { sign: /\.event\.ts$/, door: 'events' },
];

/**
 * A context has a facade, the doors that its files call for, a page about itself, and one flat
 * folder a noun; a concern has its index. A door exists once it has something to give. Nothing else
 * has an index: a folder is no module.
 */
export function rooms(tree: SourceTree): Violation[] {
  const contexts = contextsOf(tree).flatMap((name) => contextRoom(tree, `libs/${name}`));
  const concerns = concernsOf(tree)
    .filter((name) => !tree.has(`libs/platform/${name}/index.ts`))
    .map((name) => ({ file: `libs/platform/${name}`, says: 'has no index.ts.' }));
  const inner = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^libs\/(platform\/[^/]+|[^/]+(\/(events|http|worker))?)\/index\.ts$/.test(path))
    .map((file) => ({ file, says: 'is an index inside a room: import the files themselves.' }));
  const empty = tree
    .paths(/^libs\/.*\/index\.ts$/)
    .filter((path) => !/^export\s+(type\s+)?\{\s*\w/m.test(tree.text(path)))
    .map((file) => ({ file, says: 'is a door with nothing behind it: make it when something leaves by it.' }));
  return [...contexts, ...concerns, ...inner, ...empty];
}

function contextRoom(tree: SourceTree, room: string): Violation[] {
  const files = tree.paths(new RegExp(`^${room}/`));
  const needed = doorsNeeded
    .filter(({ sign, door }) => files.some((file) => sign.test(file)) && !tree.has(`${room}/${door}/index.ts`))
    .map(({ door }) => ({ file: room, says: `lacks its door ${door}/index.ts.` }));
  const pages = ['index.ts', 'README.md']
    .filter((name) => !tree.has(`${room}/${name}`))
    .map((name) => ({ file: room, says: `lacks ${name}.` }));
  const deep = files
    .filter((file) => file.split('/').length > 4)
    .map((file) => ({ file, says: 'lies too deep: one flat folder a noun.' }));
  return [...needed, ...pages, ...deep];
}
