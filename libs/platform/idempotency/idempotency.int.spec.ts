// Real: Nest, Fastify, PostgreSQL with row level security. Faked: the principal, which a header names; the erasure of a person,
// which SQL writes.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { newId } from '#platform/ids';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { type MasterKeys, type Sender, startNotesApp } from '../../../test/support/notes-app.js';
import { allNotes, makeNotesTable } from '../../../test/support/notes-table.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { forgetPerson } from './forget-person.js';

const tenantId = newId();
const sender: Sender = { tenantId, operatorId: 'one' };

const [former, next, foreign] = Array.from({ length: 3 }, () => randomBytes(32).toString('base64url')) as Keys;
type Keys = [string, string, string];

let test: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  test = await testDatabase({ poolSize: 4 });
  await makeNotesTable(test.ownerUrl);
  app = await startNotesApp(test, { masterKey: former, otherMasterKeys: [next] });
});
beforeEach(() => runSql(test.adminUrl, 'TRUNCATE notes'));
afterAll(async () => {
  await app.close();
  await test.close();
});

const notes = async (tenant = tenantId) => (await test.database.read({ tenantId: tenant }, allNotes)).length;
const post = (key: string | undefined, body: string, { path = '/notes', by = sender, headers = {}, at = app } = {}) =>
  at.inject({
    method: 'POST',
    url: path,
    headers: { 'x-sender': JSON.stringify(by), ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
    payload: { body },
  });

describe('a request with a key', () => {
  it('is executed once, and then gets the first response byte for byte', async () => {
    const key = randomUUID();
    const [first, second] = [await post(key, 'a'), await post(key, 'a')];
    expect([first.statusCode, first.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect([second.statusCode, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    for (const name of ['content-type', 'content-length', 'location', 'etag', 'link']) {
      expect([name, second.headers[name]]).toEqual([name, first.headers[name] ?? 'missing']);
    }
    expect(await notes()).toBe(1);
  });

  it('gets the same response as without a key', async () => {
    const shape = async (key: string | undefined) => {
      const { statusCode, headers, body } = await post(key, 'a');
      const { date, location, etag, ...others } = headers;
      return { statusCode, others, body: body.replace(/[0-9a-f-]{36}/, 'id') };
    };
    expect(await shape(randomUUID())).toEqual(await shape(undefined));
  });

  it('may have a response without a body', async () => {
    const key = randomUUID();
    const answers = [
      await post(key, 'a', { path: '/notes/accepted' }),
      await post(key, 'a', { path: '/notes/accepted' }),
    ];
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [202, ''],
      [202, ''],
    ]);
    expect(await notes()).toBe(1);
  });

  it('is refused when the key was sent with another body or URL', async () => {
    const key = randomUUID();
    await post(key, 'a');
    for (const other of [await post(key, 'b'), await post(key, 'a', { path: '/notes?x=1' })]) {
      expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await notes()).toBe(1);
  });

  it('shares its key with no other tenant, principal or route', async () => {
    const key = randomUUID();
    const other = { tenantId: newId(), operatorId: 'one' };
    const answers = [
      await post(key, 'a'),
      await post(key, 'a', { by: other }),
      await post(key, 'a', { by: { tenantId, operatorId: 'two' } }),
      await post(key, 'a', { path: '/notes/accepted' }),
    ];
    expect(answers.map(({ headers }) => headers['idempotency-replayed'])).toEqual(Array(4).fill(undefined));
    expect([await notes(), await notes(other.tenantId)]).toEqual([3, 1]);
  });

  it('stores no refusal, so that it may be corrected under the same key', async () => {
    const key = randomUUID();
    expect((await post(key, 'refused')).statusCode).toBe(400);
    expect(await notes()).toBe(0);
    expect((await post(key, 'corrected')).statusCode).toBe(201);
    expect((await post(key, 'corrected')).headers['idempotency-replayed']).toBe('true');
    expect(await notes()).toBe(1);
  });

  it.each([
    ['a secret', '/notes/secret'],
    ['more than a megabyte', '/notes/large'],
  ])('whose response holds %s is executed once, and the response is not stored', async (_, path) => {
    const key = randomUUID();
    const first = await post(key, 'a', { path });
    expect(first.statusCode).toBe(201);
    const again = await post(key, 'a', { path });
    expect([again.statusCode, again.json().code]).toEqual([409, 'idempotency_answer_not_kept']);
    const kept = await databaseText(test.adminUrl, 'platform.idempotency_records%');
    expect(kept).toContain(tenantId);
    expect([await notes(), secretsIn(kept, { answer: first.body.slice(0, 200) })]).toEqual([1, []]);
  });

  it('is executed again after 24 hours', async () => {
    const key = randomUUID();
    await post(key, 'a');
    await runSql(test.adminUrl, "UPDATE platform.idempotency_records SET created_at = now() - interval '24 hours'");
    expect((await post(key, 'b')).headers['idempotency-replayed']).toBeUndefined();
    expect((await post(key, 'b')).headers['idempotency-replayed']).toBe('true');
    expect(await notes()).toBe(2);
  });

  it('is executed each time on a route that is not idempotent', async () => {
    const key = randomUUID();
    const path = '/notes/always';
    expect((await post(key, 'a', { path })).body).not.toBe((await post(key, 'a', { path })).body);
  });
});

it('responses that name a person who is erased are emptied, in capitals or not, in their tenant alone', async () => {
  const userId = newId();
  const other: Sender = { tenantId: newId(), operatorId: 'one' };
  await runSql(
    test.adminUrl,
    `INSERT INTO platform.erasures (tenant_id, user_id, email, subjects, asked_by, due_at)
     VALUES ('${tenantId}', '${userId}', 'ada@example.org', '{Her-Phone}', 'a test', now())`,
  );
  const cases: [body: string, by: Sender, again: [status: number, code?: string]][] = [
    ['to ADA@Example.org', sender, [409, 'idempotency_answer_not_kept']],
    ['from HER-phone', sender, [409, 'idempotency_answer_not_kept']],
    [`by ${userId.toUpperCase()}`, sender, [409, 'idempotency_answer_not_kept']],
    ['to BOB@Example.org', sender, [201]],
    ['to ADA@Example.org', other, [201]],
  ];
  const keys = cases.map(() => randomUUID());
  for (const [n, [body, by]] of cases.entries()) expect((await post(keys[n], body, { by })).statusCode).toBe(201);
  await forgetPerson(test.database, { tenantId, userId });
  for (const [n, [body, by, [status, code]]] of cases.entries()) {
    const again = await post(keys[n], body, { by });
    expect([body, again.statusCode, again.json().code]).toEqual([body, status, code]);
  }
  expect([await notes(), await notes(other.tenantId)]).toEqual([4, 1]);
});

describe('the fingerprint of a request', () => {
  const stored = () =>
    runSql<{ fingerprint: Buffer }>(test.adminUrl, 'SELECT fingerprint FROM platform.idempotency_records');
  const atServerOf = async (keys: MasterKeys, work: (at: NestFastifyApplication) => Promise<void>) => {
    const at = await startNotesApp(test, keys);
    await work(at).finally(() => at.close());
  };
  beforeEach(() => runSql(test.adminUrl, 'TRUNCATE platform.idempotency_records'));

  it('cannot be made from a guess of its body, and is another where the same body is sent again', async () => {
    const key = randomUUID();
    await post(key, 'what nobody shall guess');
    const guess = JSON.stringify(['POST', '/notes', { body: 'what nobody shall guess' }]);
    const [mine] = await stored();
    expect(mine?.fingerprint.equals(createHash('sha256').update(guess).digest())).toBe(false);
    await post(randomUUID(), 'what nobody shall guess');
    expect(new Set((await stored()).map(({ fingerprint }) => fingerprint.toString('hex'))).size).toBe(2);
    await runSql(test.adminUrl, 'TRUNCATE platform.idempotency_records');
    await atServerOf({ masterKey: foreign, otherMasterKeys: [] }, async (at) => {
      await post(key, 'what nobody shall guess', { at });
      expect((await stored())[0]?.fingerprint.equals(mine?.fingerprint as Buffer)).toBe(false);
    });
  });

  it('is recognised by processes on both sides of a rotation of the master key', async () => {
    await atServerOf({ masterKey: next, otherMasterKeys: [former] }, async (rotated) => {
      for (const [first, second] of [
        [app, rotated],
        [rotated, app],
      ] as const) {
        const key = randomUUID();
        const answer = await post(key, 'a', { at: first });
        const again = await post(key, 'a', { at: second });
        expect([again.statusCode, again.headers['idempotency-replayed'], again.body]).toEqual([
          201,
          'true',
          answer.body,
        ]);
        const other = await post(key, 'b', { at: second });
        expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
      }
    });
    expect(await notes()).toBe(2);
  });
});

it.each(['', ' ', 'a b', 'é', 'x'.repeat(256), ['a', 'b']])('refuses the key %j', async (key) => {
  const answer = await post(undefined, 'a', { headers: { 'idempotency-key': key } });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_idempotency_key']);
});

it.each(['!', '~'.repeat(255)])('accepts the key %j', async (key) => {
  expect((await post(key, 'a')).statusCode).toBe(201);
});

describe('concurrent requests with the same key', () => {
  it('are refused at once while the first is executed, and then get its response', async () => {
    const key = randomUUID();
    const holder = new pg.Client({ connectionString: test.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE notes IN SHARE ROW EXCLUSIVE MODE');
    const first = post(key, 'a');
    await until(async () => (await runSql(test.adminUrl, waitingForNotes)).length > 0);
    const twin = await post(key, 'a');
    expect([twin.statusCode, twin.json().code, twin.headers['retry-after']]).toEqual([
      409,
      'idempotency_in_flight',
      '1',
    ]);
    await holder.query('COMMIT');
    await holder.end();
    const answer = await first;
    expect(answer.statusCode).toBe(201);
    expect((await post(key, 'a')).body).toBe(answer.body);
  });

  it('have one effect, and each of a hundred gets the first response or is refused', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(key, 'a')));
    const done = answers.filter(({ statusCode }) => statusCode === 201);
    const told = answers.filter(({ statusCode }) => statusCode === 409);
    expect(done.length + told.length).toBe(100);
    expect(new Set(done.map(({ body }) => body)).size).toBe(1);
    expect(done.filter(({ headers }) => !headers['idempotency-replayed'])).toHaveLength(1);
    for (const answer of told) expect(answer.json().code).toBe('idempotency_in_flight');
    expect(await notes()).toBe(1);
  });
});

const waitingForNotes = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'notes'::regclass`;
