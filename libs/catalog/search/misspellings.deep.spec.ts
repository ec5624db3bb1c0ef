// Real: PostgreSQL, the packages that are installed here as the apps of a store, as the first start imports them. Faked: the people
// who type, who make one mistake each.
import { join } from 'node:path';
import type { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { degradationAt } from '../../../test/support/degradation-at.js';
import { type ListedApp, listApps } from '../../../test/support/listed-apps.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { installedPackages } from '../imports/installed-packages.js';
import { AppSearch } from './app-search.js';

interface Misspelling {
  kind: string;
  name: string;
  typed: string;
}

const MISSPELLINGS = 300;
const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

let database: TestDatabase;
let search: AppSearch;
let names: string[];
const tenantId = newId();
beforeAll(async () => {
  database = await testDatabase();
  search = new AppSearch(database.database, degradationAt(0), { databasePoolSize: 10 } as Settings);
  const packages: Partial<ListedApp>[] = [];
  for await (const finding of (await installedPackages(join(__dirname, '../../../node_modules'))).findings()) {
    if (!('found' in finding)) continue;
    const { name, summary, description, tags, licence = null, author = null } = finding.found;
    packages.push({ name, summary, description, tags, licence, author });
  }
  names = packages.flatMap(({ name }) => name ?? []);
  while (packages.length > 0) await listApps(database, tenantId, packages.splice(0, 100));
});
afterAll(() => database.close());

/** Numbers below a bound, the same ones in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The keys beside and below the one of a letter; for others than letters, the zero. */
function neighbours(letter: string): string {
  const row = keyboard.findIndex((keys) => keys.includes(letter));
  const at = keyboard[row]?.indexOf(letter) ?? 0;
  const near =
    row < 0 ? '' : `${keyboard[row]?.[at - 1] ?? ''}${keyboard[row]?.[at + 1] ?? ''}${keyboard[row + 1]?.[at] ?? ''}`;
  return near || '0';
}

/** Names with one mistake each, by turns of each kind, that are no other name and not the same words. */
function misspellings(count: number): Misspelling[] {
  const next = numbers(7);
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const known = new Set(names.map(words));
  const kinds: [string, (name: string, at: number) => string][] = [
    ['deletion', (name, at) => name.slice(0, at) + name.slice(at + 1)],
    [
      'transposition',
      (name, at) =>
        name.slice(0, at) +
        name
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        name.slice(at + 2),
    ],
    ['doubling', (name, at) => name.slice(0, at + 1) + name.slice(at)],
    [
      'neighbour',
      (name, at) => {
        const near = neighbours(name[at] ?? '');
        return name.slice(0, at) + near[next(near.length)] + name.slice(at + 1);
      },
    ],
  ];
  const made: Misspelling[] = [];
  while (made.length < count) {
    const name = names[next(names.length)] as string;
    const [kind, mistake] = kinds[made.length % kinds.length] as (typeof kinds)[number];
    const typed = mistake(name, next(name.length));
    if (words(typed) !== '' && !known.has(words(typed))) made.push({ kind, name, typed });
  }
  return made;
}

/** How many of the apps that were meant came first and among the first three, and where the others were. */
async function placesIn(answer: (typed: string) => Promise<{ name: string }[]>) {
  const places = { first: 0, amongThree: 0, others: [] as string[] };
  for (const { kind, name, typed } of misspellings(MISSPELLINGS)) {
    const found = await answer(typed);
    const place = found.findIndex((app) => app.name === name);
    if (place === 0) places.first += 1;
    else
      places.others.push(
        `${kind}: ${typed} for ${name}, ${place < 0 ? `not among ${found.length}` : `at ${place + 1}`}`,
      );
    if (place >= 0 && place < 3) places.amongThree += 1;
  }
  return places;
}

it('makes misspellings of a store of hundreds of names', () => {
  expect(names.length).toBeGreaterThan(300);
  expect(new Set(misspellings(MISSPELLINGS).map(({ kind }) => kind)).size).toBe(4);
});

it.each<[string, (typed: string) => Promise<{ name: string }[]>]>([
  ['search', async (typed) => (await search.find(tenantId, { search: typed })).data],
  ['suggestions', (typed) => search.suggest(tenantId, typed)],
])('%s put the app that was meant first for 85 of 100, and among the first three for 95', async (_, answer) => {
  const { first, amongThree, others } = await placesIn(answer);
  // Said where the test fails: which ones are missed.
  expect({
    enough: first >= 0.85 * MISSPELLINGS && amongThree >= 0.95 * MISSPELLINGS,
    first,
    amongThree,
    others,
  }).toMatchObject({
    enough: true,
  });
});
