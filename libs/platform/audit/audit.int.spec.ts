// Real: PostgreSQL with the migrations, row level security and the application's role. Faked:
// nothing.
import { newId } from '#platform/ids';
import { inRequest } from '#platform/telemetry';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type Actor, Audit, type AuditEntry, type AuditQuery, AuditTrail, inActor } from './index.js';

const audit = new Audit();
const operator: Actor = { kind: 'operator', id: newId() };
const entry: AuditEntry = { action: 'test.thing.made', targetKind: 'thing', targetId: 'one' };

let store: TestDatabase;
let trail: AuditTrail;
beforeAll(async () => {
  store = await testDatabase();
  trail = new AuditTrail(store.database);
});
afterAll(() => store.close());

const record = (tenantId: string, ...entries: AuditEntry[]) =>
  store.database.transaction({ tenantId }, async (tx) => {
    for (const each of entries) void audit.record(tx, each);
  });
const append = () => runSql(store.appUrl, 'select * from platform.append_audit_chain(1000)');

it('records actor, action, target, time and request', async () => {
  const tenantId = newId();
  const request = { requestId: 'r-1', traceId: undefined, spanId: undefined, span: undefined, tenantId };
  const before = Date.now();
  await inRequest(request, () => inActor(operator, () => record(tenantId, { ...entry, details: { plan: 'pro' } })));
  const { data: lines } = await trail.list(tenantId, { limit: 10 });
  expect(lines).toEqual([
    {
      id: expect.any(String),
      at: expect.any(Date),
      actorKind: 'operator',
      actorId: operator.id,
      ...entry,
      details: { plan: 'pro' },
      requestId: 'r-1',
      seq: null,
    },
  ]);
  expect(Number(lines[0]?.at)).toBeGreaterThanOrEqual(before);
  expect(Number(lines[0]?.at)).toBeLessThanOrEqual(Date.now());
});

it('writes no line of a transaction that was rolled back', async () => {
  const tenantId = newId();
  const work = store.database.transaction({ tenantId }, async (tx) => {
    await audit.record(tx, entry);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect((await trail.list(tenantId, {})).data).toEqual([]);
});

it('fails the commit when a line that is not awaited is refused', async () => {
  const tenantId = newId();
  const tooLong = { ...entry, details: { text: 'é'.repeat(1000) } };
  await expect(record(tenantId, entry, tooLong)).rejects.toThrow('audit_lines_details_check');
  expect((await trail.list(tenantId, {})).data).toEqual([]);
});

describe('among many lines, in the chain or not yet', () => {
  const [tenantId, stranger] = [newId(), newId()];
  const acting = (id: string, action: string, targetId: string) =>
    inActor({ kind: 'operator', id }, () => record(tenantId, { action, targetKind: 'thing', targetId }));
  beforeAll(async () => {
    await acting('ann', 'test.thing.made', 'one');
    await acting('bob', 'test.thing.made', 'two');
    await record(stranger, entry);
    await append();
    await acting('ann', 'test.thing.sold', 'one');
    await acting('bob', 'test.thing.sold', 'two');
  });

  const found = async (query: AuditQuery) => {
    const { data: lines } = await trail.list(tenantId, { ...query, limit: 10 });
    const { page } = await trail.list(tenantId, { ...query, page: 1 });
    expect(page.totalItems).toBe(lines.length);
    return lines.map(({ actorId, action, targetId, seq }) => [actorId, action.split('.').at(-1), targetId, seq]);
  };

  it.each<[AuditQuery, unknown[][]]>([
    [
      {},
      [
        ['bob', 'sold', 'two', null],
        ['ann', 'sold', 'one', null],
        ['bob', 'made', 'two', 2],
        ['ann', 'made', 'one', 1],
      ],
    ],
    [
      { action: 'test.thing.made' },
      [
        ['bob', 'made', 'two', 2],
        ['ann', 'made', 'one', 1],
      ],
    ],
    [
      { actor: 'ann' },
      [
        ['ann', 'sold', 'one', null],
        ['ann', 'made', 'one', 1],
      ],
    ],
    [
      { target: 'two' },
      [
        ['bob', 'sold', 'two', null],
        ['bob', 'made', 'two', 2],
      ],
    ],
    [{ actor: 'ann', action: 'test.thing.sold', target: 'one' }, [['ann', 'sold', 'one', null]]],
    [{ actor: 'ann', target: 'two' }, []],
  ])('finds and counts the lines of %j, the latest first', async (query, lines) => {
    expect(await found(query)).toEqual(lines);
  });

  it('finds the lines of a period, with its start and without its end', async () => {
    const [latest, , , first] = (await trail.list(tenantId, { limit: 4 })).data;
    const last = (query: AuditQuery) => found(query).then((lines) => lines.at(-1));
    expect(await last({ since: first?.at.toISOString() })).toEqual(['ann', 'made', 'one', 1]);
    expect(await found({ until: first?.at.toISOString() })).toEqual([]);
    expect((await found({ until: latest?.at.toISOString() })).length).toBeLessThan(4);
    expect(await found({ since: new Date(Number(latest?.at) + 1).toISOString() })).toEqual([]);
  });

  it('pages through them without a gap, by cursor and by page', async () => {
    const { data: all } = await trail.list(tenantId, { limit: 10 });
    const period = { since: all.at(-1)?.at.toISOString(), until: '2100-01-01T00:00:00Z' };
    for (const query of [{}, period]) {
      const walked = [];
      for (let cursor: string | undefined; walked.length < 4; ) {
        const { data, page } = await trail.list(tenantId, { ...query, cursor, limit: 1 });
        walked.push(...data);
        cursor = page.next ?? undefined;
      }
      expect(walked).toEqual(all);
      const { data: second } = await trail.list(tenantId, { ...query, page: 2, pageSize: 3 });
      expect(second).toEqual(all.slice(3));
    }
  });
});

it.each([
  ['update platform.audit_lines set action = action'],
  ['delete from platform.audit_lines'],
  ['insert into platform.audit_chain (tenant_id, id) values (uuidv7(), uuidv7())'],
  ['update platform.audit_chain set seq = seq'],
  ['delete from platform.audit_chain'],
  ['update platform.audit_heads set seq = seq'],
  ['truncate platform.audit_lines'],
])('refuses the application: %s', async (sql) => {
  await expect(runSql(store.appUrl, sql)).rejects.toThrow('permission denied');
});
