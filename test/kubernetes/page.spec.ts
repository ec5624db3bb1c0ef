// Real: docs/kubernetes.md, kubectl's kustomize, the page of commands. Faked: nothing is applied.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/repository.js';
import { needs } from '../stack/servers.js';
import { type Resource, rendered, resourcesIn, workloads } from './resources.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/kubernetes.md');
const commands = read('docs/cli.md');

/** Folders, resources and commands that a page names and that do not exist. */
function namedInVain(text: string, resources: readonly Resource[]): string[] {
  const there = new Set(resources.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`));
  const made = new Set([...text.matchAll(/create job ([\w-]+)/g)].map(([, name]) => `job/${name}`));
  return [
    ...[...text.matchAll(/kubectl apply -k (\S+)/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path, 'kustomization.yaml'))),
    ...[...text.matchAll(/(?<!\/)\b(?:deployment|cronjob|job|service|cluster)\/[a-z-]+/g)]
      .map(([name]) => name)
      .filter((name) => !there.has(name) && !made.has(name)),
    ...[...text.matchAll(/palier\.mjs ((?:[a-z][a-z-]+ ?)+)/g)]
      .map(([, words = '']) => words.trim().split(' '))
      .filter((words) => !isCommand(words))
      .map((words) => words.join(' ')),
  ];
}

/** Whether these words begin with a command that is no group of others: `demo journeys` does. */
const isCommand = (words: readonly string[]): boolean =>
  words.some((_word, index) => commands.includes(`\nUsage: palier ${words.slice(0, index + 1).join(' ')} [`));

needs('kubectl')('The page of Kubernetes', () => {
  // The first has all of the overlay growth.
  const folders = ['examples/canary', 'maintenance', 'examples/cloudnative-pg'];
  let resources: Resource[];
  beforeAll(() => {
    resources = folders.flatMap((folder) => resourcesIn(rendered(folder)));
  });

  it('names folders, resources and commands that there are', () => {
    expect(namedInVain(page, resources)).toEqual([]);
  });

  it.each([
    ['-k k8s/overlays/growth', '-k k8s/overlays/small'],
    ['deployment/worker', 'deployment/workers'],
    ['palier.mjs database init', 'palier.mjs database create'],
  ])('fails on another word in place of %s', (from, to) => {
    expect(namedInVain(page.replace(from, to), resources)).toHaveLength(1);
  });

  it('migrates first, with all that the Job needs', () => {
    const first = resources.filter(({ metadata }) => metadata.labels?.['palier-step'] === 'migrate');
    expect(workloads(first).map(({ name }) => name)).toEqual(['migrate']);
    const sources = workloads(first).flatMap(({ containers }) => containers.flatMap(({ envFrom = [] }) => envFrom));
    expect(sources).toEqual([{ secretRef: { name: 'palier-owner' } }]);
    const kinds = (kind: string) => first.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    expect(kinds('Namespace')).toContain('palier');
    expect(kinds('NetworkPolicy')).toEqual(expect.arrayContaining(['default-deny', 'to-servers']));
  });
});
