import { concernOf, concernsOf, contextOf, contextsOf, platformLayers } from './modules.js';
import type { SourceTree } from './source-tree.js';

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The deployment as a Mermaid picture, from the imports that there are: contexts above, the platform's
 * layers below. An arrow that follows from others is left out, so that the picture can be read.
 */
export function picture(tree: SourceTree): string {
  const contexts = contextsOf(tree);
  const concerns = concernsOf(tree);
  const layers = platformLayers
    .map((layer, i) => ({ title: `layer ${i + 1}`, names: layer.filter((concern) => concerns.includes(concern)) }))
    .filter(({ names }) => names.length > 0)
    .reverse();
  const arrows = arrowsOf(tree);
  return [
    'flowchart TB',
    '  apps([apps])',
    ...box('contexts', contexts),
    ...layers.flatMap(({ title, names }) => box(title, names)),
    ...contexts.map((name) => `  apps --> ${name}`),
    ...[...arrows.keys()].flatMap((from) => essential(arrows, from).map((to) => `  ${from} --> ${to}`)),
  ].join('\n');
}

function box(title: string, names: readonly string[]): string[] {
  return [`  subgraph ${title.replace(' ', '')}["${title}"]`, ...names.map((name) => `    ${name}`), '  end'];
}

/** Which modules each module imports. */
function arrowsOf(tree: SourceTree): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const file of tree.sources().filter((path) => path.startsWith('libs/'))) {
    const from = nameOf(file);
    const targets = tree
      .imports(file)
      .filter((name) => name.startsWith('#'))
      .map(nameOf);
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...targets]));
  }
  return arrows;
}

function nameOf(pathOrName: string): string {
  return concernOf(pathOrName) ?? contextOf(pathOrName) ?? pathOrName;
}

/** The arrows from a module whose target no other of its targets leads to. */
function essential(arrows: Arrows, from: string): string[] {
  const targets = [...(arrows.get(from) ?? [])].sort();
  return targets.filter((to) => !targets.some((other) => other !== to && leads(arrows, other, to)));
}

function leads(arrows: Arrows, from: string, to: string, seen = new Set<string>()): boolean {
  seen.add(from);
  return [...(arrows.get(from) ?? [])].some(
    (next) => next === to || (!seen.has(next) && leads(arrows, next, to, seen)),
  );
}
