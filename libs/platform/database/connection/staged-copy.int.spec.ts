// Real: PostgreSQL and the connections for copies. Faked: the staging table and where its rows go.
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { StagedCopies, type StagedTarget, stagedCopies } from './staged-copy.js';

let test: TestDatabase;
let owner: pg.Client;
let copies: StagedCopies;
beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query(`create table public.staged (word text); grant all on public.staged to palier_app;
    create table public.moved (word text check (word <> 'refused'), said text); grant all on public.moved to palier_app`);
  copies = new StagedCopies({ url: test.appUrl, poolSize: 1, statementTimeoutMs: 60_000, lockTimeoutMs: 60_000 });
});
afterAll(async () => {
  await copies?.close();
  await owner?.end();
  await test?.close();
});
afterEach(() => owner.query('truncate public.staged, public.moved'));

const target: StagedTarget<{ word: string; said: string }, [said: string, again: string]> = {
  takeLane: { name: '', text: 'select 1 as lane' },
  table: () => 'public.staged',
  move: {
    name: '',
    text: `with taken as (delete from public.staged returning word)
      insert into public.moved select word, $2 || $3 from taken where $1 = '1' returning word, said`,
  },
};
/** The rows of binary COPY with one column. */
const rowsOf = (...words: string[]) => [
  Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1'),
  ...words.map((word) => {
    const head = Buffer.alloc(6);
    head.writeInt16BE(1);
    head.writeInt32BE(Buffer.byteLength(word), 2);
    return Buffer.concat([head, Buffer.from(word)]);
  }),
  Buffer.from([255, 255]),
];
const store = (rows: readonly Buffer[], said = '', again = '') =>
  copies.unscopedCopy('analytics.staging', target, rows, said, again);
const moved = async () => (await owner.query('select word, said from public.moved order by word')).rows;

it.each(["it's", String.raw`a\'; drop table public.moved; --`, '$1 $2 $$', '\n\u2028é', '{"a":"\\u0000"}'])(
  'stores rows, and passes values as they are: %j',
  async (said) => {
    expect(await store(rowsOf('one', 'two'), said, '$2')).toEqual(
      ['one', 'two'].map((word) => ({ word, said: `${said}$2` })),
    );
    expect(await moved()).toHaveLength(2);
  },
);

it.each([
  ['rows that are none', [...rowsOf('one').slice(0, -1), Buffer.from('none')], /field count/],
  ['a row that is refused', rowsOf('one', 'refused'), /check constraint/],
])('stores nothing of %s, and all that follows', async (_, rows, reason) => {
  // More than there are connections: each is used again.
  for (let i = 0; i <= stagedCopies; i += 1) await expect(store(rows)).rejects.toThrow(reason);
  expect(await moved()).toEqual([]);
  const words = Array.from({ length: 2 * stagedCopies }, (_, i) => `word ${i}`);
  await Promise.all(words.map((word) => store(rowsOf(word))));
  expect(await moved()).toEqual(words.map((word) => ({ word, said: '' })));
});

it('stores more than a socket takes at once', async () => {
  const words = Array.from({ length: 5000 }, (_, i) => `${i} `.padEnd(1000, 'x'));
  expect(await store(rowsOf(...words))).toHaveLength(5000);
});
