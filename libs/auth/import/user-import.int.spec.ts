// Real: PostgreSQL with the migrations and row level security, files. Faked: the plan's limit, which counts the rows,
// events, which are recorded once committed, and audit.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { quotasProblems } from '#platform/quotas';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { MemberSeats } from '../users/member-seats.js';
import { countSeats } from '../users/users.sql.js';
import { ImportBatch } from './import-batch.js';
import type { RefusedLine } from './user-import.js';
import { UserImport } from './user-import.service.js';

const argon2id = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;
const bcrypt = `$2y$10$${'a'.repeat(53)}`;

describe('the import of users', () => {
  let database: TestDatabase;
  let directory: string;
  let tenantId: string;
  let limit: number;
  let events: string[];
  beforeAll(async () => {
    database = await testDatabase();
    directory = mkdtempSync(join(tmpdir(), 'palier-users-'));
  });
  beforeEach(() => {
    tenantId = newId();
    limit = Number.POSITIVE_INFINITY;
    events = [];
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true });
    await database.close();
  });

  const sql = <Row extends object>(text: string) => runSql<Row>(database.adminUrl, text);
  const users = () =>
    sql(`SELECT email, name, role, state, password_hash, locale, created_at FROM auth.users
    WHERE tenant_id = '${tenantId}' ORDER BY email`);

  /** Counts the rows instead of keeping a counter. */
  async function take(tx: Transaction, _tenant: string, _quota: unknown, n: number): Promise<void> {
    const [row] = await tx.run(countSeats);
    if (Math.max(row?.total ?? 0, n) > limit) throw quotasProblems.quota_exceeded();
  }

  function service(): UserImport {
    const seats = new MemberSeats({ take, use: unlimitedQuotas.use, spend: () => {} });
    const publish = async (tx: Transaction, subject: string) => {
      tx.afterCommit(() => void events.push(subject));
      return '';
    };
    return new UserImport(
      new ImportBatch(database.database, { record: async () => {} }, { publish } as never, seats, {
        within: async () => {},
      } as never),
    );
  }

  async function run(lines: readonly (object | string)[], dryRun = false) {
    const file = join(directory, `${newId()}.jsonl`);
    writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    const refused: RefusedLine[] = [];
    const result = await service().import(tenantId, file, { dryRun, onRefused: (line) => refused.push(line) });
    return { result, refused: refused.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`) };
  }

  const person = (n: number) => ({ email: `u${n}@x.example`, name: `User ${n}`, verified: true });

  it('creates users with hashes, roles and creation times', async () => {
    const createdAt = '2021-03-04T05:06:07.008Z';
    const { result } = await run([
      {
        email: ' A@X.Example',
        name: ' Ada ',
        passwordHash: argon2id,
        role: 'admin',
        verified: true,
        locale: 'fr',
        createdAt,
      },
      '',
      { email: 'b@x.example', name: 'Bob', passwordHash: bcrypt, role: null },
    ]);
    expect(result).toEqual({ created: 2, skipped: 0, refused: 0 });
    const ada = {
      role: 'admin',
      state: 'active',
      password_hash: argon2id,
      locale: 'fr',
      created_at: new Date(createdAt),
    };
    const bob = { role: 'member', state: 'unverified', password_hash: bcrypt, locale: null };
    expect(await users()).toMatchObject([
      { email: 'a@x.example', name: 'Ada', ...ada },
      { email: 'b@x.example', name: 'Bob', ...bob },
    ]);
    expect(events).toHaveLength(2);
  });

  it('leaves existing users unchanged, and may be repeated', async () => {
    await run([person(1)]);
    const again = await run([
      { ...person(1), name: 'Other', role: 'owner' },
      person(2),
      { ...person(2), name: 'Twice' },
    ]);
    expect(again.result).toEqual({ created: 1, skipped: 2, refused: 0 });
    expect(await users()).toMatchObject([{ name: 'User 1', role: 'member' }, { name: 'User 2' }]);
  });

  it('reports where and why each refused line is wrong, and imports the others', async () => {
    const { result, refused } = await run([
      '{"email": ',
      '["a@x.example"]',
      { name: 'No Address' },
      { email: 'no-address', name: '' },
      {
        ...person(1),
        passwordHash: 'plain',
        role: 'king',
        verified: 'yes',
        locale: 'de',
        createdAt: '2999-01-01T00:00:00Z',
      },
      { ...person(1), createdAt: '2021-02-31T00:00:00Z' },
      { ...person(2), admin: true },
      { ...person(3), name: 'x\u0000' },
      '"'.repeat(10_001),
      person(4),
      { ...person(5), passwordHash: `$2b$13$${'a'.repeat(53)}` },
      { ...person(6), createdAt: '1969-12-31T23:59:59.999Z' },
      { ...person(7), createdAt: '1970-01-01T00:00:00Z' },
    ]);
    expect(result).toEqual({ created: 2, skipped: 0, refused: 11 });
    expect(refused).toEqual([
      '1  not_an_object',
      '2  not_an_object',
      '3 /email missing',
      '4 /email not_an_email',
      '4 /name invalid_name',
      '5 /passwordHash unknown_hash',
      '5 /role not_allowed',
      '5 /verified not_a_boolean',
      '5 /locale not_allowed',
      '5 /createdAt not_a_date',
      '6 /createdAt not_a_date',
      '7 /admin unknown_field',
      '8 /name invalid_name',
      '9  too_long',
      '11 /passwordHash unknown_hash',
      '12 /createdAt not_a_date',
    ]);
  });

  it('accepts a byte order mark and other Unicode line separators inside a line', async () => {
    const person = (email: string, name: string) => JSON.stringify({ email, name });
    const { result, refused } = await run([
      `\ufeff${person('first@x.example', 'First')}\r`,
      person('second@x.example', 'Se\u2028cond'),
      'a'.repeat(300_000),
      person('last@x.example', 'é'.repeat(100)),
    ]);
    expect(refused).toEqual(['2 /name invalid_name', '3  too_long']);
    expect(result).toEqual({ created: 2, skipped: 0, refused: 2 });
  });

  it('commits batch by batch, stops at the batch that exceeds the plan, and continues at the next import', async () => {
    limit = 700;
    const lines = Array.from({ length: 1_200 }, (_, n) => person(n));
    await expect(run(lines)).rejects.toMatchObject({ code: 'quota_exceeded' });
    expect(await users()).toHaveLength(500);
    limit = 1_200;
    expect((await run(lines)).result).toEqual({ created: 700, skipped: 500, refused: 0 });
  });

  it('takes no seat for unverified users, in a dry run either', async () => {
    limit = 1;
    const lines = Array.from({ length: 1_200 }, (_, n) => ({ ...person(n), verified: n === 700 }));
    const all = { created: 1_200, skipped: 0, refused: 0 };
    expect((await run(lines, true)).result).toEqual(all);
    expect((await run(lines)).result).toEqual(all);
    await expect(run([person(1_200)])).rejects.toMatchObject({ code: 'quota_exceeded' });
  });

  it('writes nothing in a dry run, and reports the limit and the duplicates as a real run would', async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => person(n % 1_100));
    expect((await run(lines, true)).result).toEqual({ created: 1_100, skipped: 100, refused: 0 });
    limit = 1_050;
    await expect(run(lines, true)).rejects.toMatchObject({ code: 'quota_exceeded' });
    expect([await users(), events]).toEqual([[], []]);
  });

  it.each(['/nowhere/users.jsonl', tmpdir()])('finds no file at %s', async (file) => {
    await expect(service().import(tenantId, file)).rejects.toMatchObject({ code: 'import_file_unreadable' });
  });
});
