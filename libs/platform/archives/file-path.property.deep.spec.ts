// Real: PostgreSQL with the function that the CHECKs of paths call. Faked: nothing.
import fc from 'fast-check';
import { anyCharacter } from '../../../test/support/any-character.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { pathKey, pathProblem } from './file-path.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

/** Those of the paths on whose fate the rule in TypeScript and the one in SQL differ. */
async function disputed(paths: readonly string[]): Promise<string[]> {
  const json = JSON.stringify(paths).replaceAll("'", "''");
  const rows = await runSql<{ path: string; may: boolean }>(
    test.adminUrl,
    `SELECT path, platform.is_file_path(path) AS may FROM json_array_elements_text('${json}') AS path`,
  );
  return rows.filter(({ path, may }) => may !== (pathProblem(path) === undefined)).map(({ path }) => path);
}

const storable = (path: string) => path.isWellFormed() && !path.includes('\0');
const parts = [
  '.',
  '..',
  '/',
  ' ',
  'con',
  'NUL',
  'Aux',
  'conin$',
  'LPT',
  'com',
  '\u00b9',
  '0',
  '~',
  '~1',
  'docum',
  '.htm',
  '.h',
];
const part = fc.oneof(
  fc.constantFrom(...parts, '.palier', '.PAL\u0131', '\u0130', 'ER', 'i', '\\', ':', 'é', '\u{10400}', 'x'.repeat(127)),
  anyCharacter,
);

it('the rule in SQL is the one in TypeScript, for any path', async () => {
  const paths = fc.array(
    fc.array(part, { maxLength: 9 }).map((found) => found.join('')),
    { minLength: 500, maxLength: 500 },
  );
  await fc.assert(
    fc.asyncProperty(paths, async (found) => expect(await disputed(found.filter(storable))).toEqual([])),
    { numRuns: propertyRuns(10) },
  );
});

it('the rules agree on each character, and on each bound of bytes', async () => {
  const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(storable);
  const { may = [], not = [] } = Object.groupBy(
    characters.map((character) => `x${character}x`),
    (path) => (pathProblem(path) ? 'not' : 'may'),
  );
  const together = Array.from({ length: Math.ceil(may.length / 100) }, (_, i) =>
    may.slice(i * 100, i * 100 + 100).join('/'),
  );
  expect(await disputed([...together, ...not])).toEqual([]);
  const path = (bytes: number) => `${'é/'.repeat(333)}${'x'.repeat(bytes - 999)}`;
  const segment = (bytes: number) => `a/${'é'.repeat(100)}${'x'.repeat(bytes - 200)}`;
  expect(await disputed([path(1000), path(1001), segment(255), segment(256)])).toEqual([]);
});

it('the rules agree on every spelling of the reserved folder', async () => {
  const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(storable);
  const folded = characters.filter((character) => [...'.palier'].includes(pathKey(character)));
  const spellings = [...'.palier'].flatMap((_, at) => folded.map((letter) => [...'.palier'].with(at, letter).join('')));
  expect(spellings).toEqual(expect.arrayContaining(['.Palier', '.pal\u0131er']));
  expect(await disputed(spellings)).toEqual([]);
});
