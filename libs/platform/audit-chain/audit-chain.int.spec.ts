// Real: PostgreSQL with the migrations, and its superuser, who tampers with the lines. Faked: the runner
// of the job.

import { Logger } from '@nestjs/common';
import pg from 'pg';
import { Audit, type AuditEntry } from '#platform/audit';
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { AuditChains, type AuditFinding, AuditVerification } from './index.js';

const audit = new Audit();
const { signal } = new AbortController();

let store: TestDatabase;
let chains: AuditChains;
let verification: AuditVerification;
let logged: string[];

beforeAll(async () => {
  store = await testDatabase({ poolSize: 10 });
  chains = new AuditChains(store.database);
  verification = new AuditVerification(store.database);
});
beforeEach(() => {
  logged = [];
  jest.spyOn(Logger.prototype, 'log').mockImplementation((line) => logged.push(line));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => store.close());

/** Writes that many lines in one transaction, all with details, each named by its place. */
const write = (tenantId: string, lines = 1) =>
  store.database.transaction({ tenantId }, async (tx) => {
    for (let n = 0; n < lines; n += 1) {
      const details: AuditEntry['details'] = n % 2 ? { 'clé «à»': 'é\n"', b: 1.5, a: null } : { n };
      void audit.record(tx, { action: 'test.thing.made', targetKind: 'thing', targetId: `${n}`, details });
    }
  });

/** A tenant with that many lines in its chain. */
async function chained(lines: number): Promise<string> {
  const tenantId = newId();
  await write(tenantId, lines);
  await chains.append(signal);
  return tenantId;
}

const chainOf = (tenantId: string) =>
  runSql<{ id: string; seq: number; hash: string; target: string }>(
    store.adminUrl,
    `select id, seq::int, encode(hash, 'hex') as hash, target_id as target from platform.audit_chain where tenant_id = '${tenantId}' order by seq`,
  );

const whole = (lines: number): Partial<AuditFinding> => ({ verified: lines, broken: null });

it('builds one valid chain for each tenant, and logs its head', async () => {
  // What other tests of this file left.
  await chains.append(signal);
  const [one, two] = [newId(), newId()];
  await write(one, 3);
  await write(two, 2);
  expect(await chains.append(signal)).toBe(5);
  await write(one, 2);
  expect(await chains.append(signal)).toBe(2);
  const chain = await chainOf(one);
  expect(chain.map(({ seq, target }) => [seq, target])).toEqual([
    [1, '0'],
    [2, '1'],
    [3, '2'],
    [4, '0'],
    [5, '1'],
  ]);
  const head = { seq: 5, hash: chain[4]?.hash };
  expect(await verification.verify(one)).toEqual({
    tenantId: one,
    head,
    ...whole(5),
    unchained: { lines: 0, since: null },
  });
  expect(await verification.verify(two)).toMatchObject(whole(2));
  expect(await verification.tenants()).toEqual(expect.arrayContaining([one, two]));
  expect(logged).toContain(`The audit chain of ${one} ends at line 5: ${head.hash}`);
});

it('reports the lines that are not in the chain yet, and the time of the oldest', async () => {
  const tenantId = await chained(1);
  const before = Date.now();
  await write(tenantId, 3);
  const { broken, unchained } = await verification.verify(tenantId);
  expect([broken, unchained.lines]).toEqual([null, 3]);
  expect(Number(unchained.since)).toBeGreaterThanOrEqual(before);
});

it('appends a line that is committed late after those that were visible before', async () => {
  const tenantId = newId();
  await store.database.transaction({ tenantId }, async (tx) => {
    await audit.record(tx, { action: 'test.late', targetKind: 'thing', targetId: 'late' });
    await write(tenantId, 2);
    await chains.append(signal);
    expect(await chainOf(tenantId)).toHaveLength(2);
  });
  await chains.append(signal);
  const [first, , third] = await chainOf(tenantId);
  expect(String(third?.id) < String(first?.id)).toBe(true);
  expect(await verification.verify(tenantId)).toMatchObject(whole(3));
});

it('appends nothing while another worker is appending', async () => {
  await chains.append(signal);
  const [tenantId, early] = [newId(), newId()];
  await write(tenantId, 2);
  const other = new pg.Client({ connectionString: store.appUrl });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('select from platform.append_audit_chain(1)');
    await runSql(
      store.appUrl,
      `set app.tenant_id = '${tenantId}';
       insert into platform.audit_lines (id, at, actor_kind, actor_id, action, target_kind, target_id)
         values ('${early}', now(), 'job', 'test', 'test.thing.made', 'thing', 'early')`,
    );
    // Without waiting: the other worker may take long.
    const append = `set lock_timeout = '1s'; select tenant_id from platform.append_audit_chain(1)`;
    expect(await runSql(store.appUrl, append)).toEqual([]);
    await other.query('commit');
  } finally {
    await other.end();
  }
  expect(await chains.append(signal)).toBe(2);
  expect((await chainOf(tenantId)).at(-1)?.seq).toBe(3);
  expect(await verification.verify(tenantId)).toMatchObject(whole(3));
});

it('appends every line once, to one chain, with concurrent writers and workers', async () => {
  const tenants = Array.from({ length: 5 }, () => newId());
  let writing = true;
  const extender = async () => {
    while (writing) await chains.append(signal);
  };
  const extenders = [extender(), extender()];
  const writer = async (index: number) => {
    for (let n = 0; n < 20; n += 1) await write(tenants[(index + n) % 5] as string, 1 + (n % 3));
  };
  await Promise.all(Array.from({ length: 6 }, (_, index) => writer(index)));
  writing = false;
  await Promise.all(extenders);
  await chains.append(signal);
  const findings = await Promise.all(tenants.map((tenantId) => verification.verify(tenantId)));
  expect(findings.map(({ broken, unchained }) => [broken, unchained.lines])).toEqual(Array(5).fill([null, 0]));
  // Six writers of 20 transactions, of one, two and three lines by turns.
  expect(findings.reduce((sum, { verified }) => sum + verified, 0)).toBe(6 * (7 * 1 + 7 * 2 + 6 * 3));
});

it('verifies a chain that is longer than one batch', async () => {
  const tenantId = await chained(2345);
  expect(await verification.verify(tenantId)).toMatchObject(whole(2345));
});

/** Changes of the tables by a superuser, and the finding for each. */
const tampering: [what: string, sql: string, broken: object][] = [
  ['an altered action', `update lines set action = 'test.nothing' where seq = 3`, { breach: 'altered', seq: 3 }],
  ['another actor', `update lines set actor_id = 'me' where seq = 1`, { breach: 'altered', seq: 1 }],
  ['other details', `update lines set details = '{"b": 2}' where seq = 4`, { breach: 'altered', seq: 4 }],
  ['deleted details', `update lines set details = null where seq = 4`, { breach: 'altered', seq: 4 }],
  [
    'a letter moved from one field to the next',
    `update lines set target_kind = 'thin', target_id = 'g' || target_id where seq = 2`,
    { breach: 'altered', seq: 2 },
  ],
  ['another time', `update lines set at = at + interval '1 ms' where seq = 5`, { breach: 'altered', seq: 5 }],
  ['a deleted line', 'delete from lines where seq = 3', { breach: 'missing', seq: 3, id: null }],
  ['a deleted end', 'delete from lines where seq > 4', { breach: 'missing', seq: 5, id: null }],
  ['all of it deleted', 'delete from lines', { breach: 'missing', seq: 1, id: null }],
  ['two neighbours swapped', 'update lines set seq = 7 - seq where seq in (3, 4)', { breach: 'reordered', seq: 3 }],
  ['two others swapped', 'update lines set seq = 7 - seq where seq in (2, 5)', { breach: 'reordered', seq: 2 }],
  [
    'two swapped with their hashes left in place',
    `update lines l set seq = o.seq, hash = o.hash from lines o where (l.seq, o.seq) in ((2, 4), (4, 2)) and o.tenant_id = l.tenant_id`,
    { breach: 'reordered', seq: 2 },
  ],
  [
    'two lines at one place',
    `insert into lines select tenant_id, uuidv7(), at, actor_kind, actor_id, action, target_kind, target_id, details, request_id, 3, hash from lines where seq = 2`,
    { breach: 'foreign', seq: 3 },
  ],
  [
    'a line inserted between the others, which were shifted',
    `update lines set seq = seq + 1 where seq >= 3;
     insert into lines select tenant_id, uuidv7(), at, actor_kind, actor_id, action, target_kind, target_id, details, request_id, 3, sha256('x') from lines where seq = 2`,
    { breach: 'foreign', seq: 3 },
  ],
  [
    'a line past the end',
    `insert into lines select tenant_id, uuidv7(), at, actor_kind, actor_id, action, target_kind, target_id, details, request_id, 7, hash from lines where seq = 2`,
    { breach: 'foreign', seq: 7 },
  ],
  [
    'a line before the start',
    `insert into lines select tenant_id, uuidv7(), at, actor_kind, actor_id, action, target_kind, target_id, details, request_id, -1, hash from lines where seq = 2`,
    { breach: 'foreign', seq: -1 },
  ],
  ['a head that says another hash', `update heads set hash = sha256('x')`, { breach: 'altered', seq: 6, id: null }],
  ['a head that is gone', 'delete from heads', { breach: 'foreign', seq: 1 }],
];

it.each(tampering)('finds %s', async (_what, sql, broken) => {
  const tenantId = await chained(6);
  const bystander = await chained(2);
  const view = (name: string, table: string) =>
    `create temporary view ${name} as select * from platform.${table} where tenant_id = '${tenantId}'`;
  await runSql(store.adminUrl, `${view('lines', 'audit_chain')}; ${view('heads', 'audit_heads')}; ${sql}`);
  expect(await verification.verify(tenantId)).toMatchObject({ broken });
  expect(await verification.tenants()).toContain(tenantId);
  expect(await verification.verify(bystander)).toMatchObject(whole(2));
});

it('finds a line that was moved to another tenant, in both chains', async () => {
  const [from, to] = [await chained(2), await chained(2)];
  await runSql(
    store.adminUrl,
    `update platform.audit_chain set tenant_id = '${to}', seq = 3 where tenant_id = '${from}' and seq = 2`,
  );
  expect(await verification.verify(from)).toMatchObject({ broken: { breach: 'missing', seq: 2 } });
  expect(await verification.verify(to)).toMatchObject({ broken: { breach: 'foreign', seq: 3 } });
});
