// Real: the whole API, the built product in a process of its own, PostgreSQL, kill -9. Faked: nothing.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Client } from 'pg';
import { Tenants } from '#tenants';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { operationsOf } from '../drift/openapi/operations.js';
import { lastingPort } from '../support/lasting-port.js';
import { runSql } from '../support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { openWire } from '../support/wire.js';

/** The POSTs that answer 201 or 202 and need no key, each with the reason. */
const withoutKey: Readonly<Record<string, string>> = {
  'POST /v1/auth/{tenant}/invitations/accept': 'its token works once, and whoever missed the answer signs in',
  'POST /v1/auth/{tenant}/password/forgot': 'asking again sends another mail, three an hour at most',
  'POST /v1/auth/{tenant}/register': 'the address is the key: the second finds the account there',
  'POST /v1/auth/{tenant}/verify-email/resend': 'asking again sends another mail, three an hour at most',
  'POST /v1/campus/passage-plans/{id}/apply': 'the plan is the key: the second finds it being applied, or applied',
  'POST /v1/campus/passage-plans/{id}/undo': 'the plan is the key: the second finds it being undone, or undone',
  'POST /v1/campus/rosters': 'its body is a stream; the second is another roster, and changes nothing',
  'POST /v1/campus/rosters/{id}/apply': 'the roster is the key: the second finds one at work, or the roster applied',
  'POST /v1/campus/rosters/{id}/check': 'the second finds one at work, or checks the roster again',
  'POST /v1/campus/years/{id}/passage-decisions': 'its body is a stream; the second decides the same again',
  'POST /v1/catalog/apps/{slug}/screenshots': 'its body is a stream; the maker sees the second and deletes it',
  'POST /v1/catalog/apps/{slug}/versions/{version}/archive':
    'its body is a stream; the second replaces the files again',
  'POST /v1/feeds/opml': 'its body is a stream; the second finds the feeds followed already',
  'POST /v1/members/{id}/erasure': 'the person is the key: the second finds the erasure there',
  'POST /v1/operations/{id}/cancel': 'asking again changes nothing',
  'POST /v1/rides/archives':
    'its body is a stream; the second is refused while the first is at work, and then makes no rides',
  'POST /v1/rides/files': 'the bytes are the key: the second is answered with the rides that there are',
  'POST /v1/stores/{tenant}/apps/{slug}/downloads': 'the version is the key: the second gets the same operation',
  'POST /v1/platform/events/{id}/retry': 'the second finds no dead letter any more',
};

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const tenant = (slug: string) => ({ slug, name: slug, product: 'wistant', plan: 'free' });
const headers = (key: string) => ({ authorization: `Bearer ${api.operatorKey}`, 'idempotency-key': key });
const create = (key: string, slug: string) =>
  api.inject({ method: 'POST', url: '/v1/platform/tenants', headers: headers(key), payload: tenant(slug) });
const locks = (which: string) =>
  runSql(
    api.database.adminUrl,
    `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE ${which}`,
  );
const someoneWaits = async () => (await locks('NOT granted')).length > 0;
/** Whether a request with a key is running: it then holds an advisory lock. */
const allDone = async () => (await locks("locktype = 'advisory'")).length === 0;
const rowsOf = (slug: string) =>
  runSql<{ id: string }>(api.database.adminUrl, `SELECT id FROM tenants.tenants WHERE slug = '${slug}'`);

it('gives 100 parallel POSTs with one key one effect', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 100 }, () => create(key, 'once')));
  const codes = answers.map(({ statusCode, json }) => (statusCode === 201 ? 201 : json().code));
  expect(codes.filter((code) => code !== 201 && code !== 'idempotency_in_flight')).toEqual([]);
  const bodies = answers.filter(({ statusCode }) => statusCode === 201).map(({ body }) => body);
  expect(new Set(bodies).size).toBe(1);
  const again = await create(key, 'once');
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([bodies[0], 'true']);
  expect(await rowsOf('once')).toEqual([{ id: again.json().id }]);
});

it('updates the memory before the first answer, as without a key', async () => {
  await create(randomUUID(), 'seen');
  expect(await api.app.get(Tenants).bySlug('seen')).toMatchObject({ slug: 'seen' });
});

it('repeats the first answer when the process was killed between commit and answer', async () => {
  const key = randomUUID();
  const child = await startDyingApi();
  const url = `${child.url}/v1/platform/tenants`;
  const init = {
    method: 'POST',
    headers: { ...headers(key), 'content-type': 'application/json', 'x-test-die': 'yes' },
  };
  await expect(fetch(url, { ...init, body: JSON.stringify(tenant('survivor')) })).rejects.toThrow();
  expect(await child.ended).toBe('SIGKILL');
  const [row] = await rowsOf('survivor');
  const answer = await create(key, 'survivor');
  expect([answer.statusCode, answer.headers['idempotency-replayed']]).toEqual([201, 'true']);
  expect(answer.json()).toMatchObject({ id: row?.id, slug: 'survivor' });
  expect(answer.headers).toMatchObject({ location: '/v1/platform/tenants/survivor', etag: '"v1"' });
});

describe('a request whose client no longer waits', () => {
  /** Blocks writes of tenants until the returned function is called. */
  const holdTenants = async (): Promise<() => Promise<void>> => {
    const holder = new Client({ connectionString: api.database.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE tenants.tenants IN SHARE ROW EXCLUSIVE MODE');
    return async () => {
      await holder.query('COMMIT');
      await holder.end();
    };
  };
  const settled = (key: string, slug: string) =>
    until(async () => {
      const answer = await create(key, slug);
      return answer.statusCode === 409 ? undefined : answer;
    });

  it('because it disconnected is completed, and a repeat gets its answer', async () => {
    const key = randomUUID();
    const release = await holdTenants();
    const wire = await openWire(await api.listen());
    const body = JSON.stringify(tenant('gone'));
    const lines = ['POST /v1/platform/tenants HTTP/1.1', 'host: test', `content-length: ${body.length}`];
    const given = Object.entries({ ...headers(key), 'content-type': 'application/json' });
    wire.send(`${[...lines, ...given.map((each) => each.join(': '))].join('\r\n')}\r\n\r\n${body}`);
    await until(someoneWaits);
    wire.abort();
    await release();
    const answer = await settled(key, 'gone');
    expect([answer?.statusCode, answer?.headers['idempotency-replayed']]).toEqual([201, 'true']);
  });

  it('because it got a timeout had no effect, and may be repeated', async () => {
    const key = randomUUID();
    const hasty = await startTestApp({ requestTimeoutMs: 200 }, api.database);
    const release = await holdTenants();
    const payload = tenant('late');
    const asked = { method: 'POST', url: '/v1/platform/tenants', headers: headers(key), payload } as const;
    expect((await hasty.inject(asked)).json().code).toBe('handler_timeout');
    await release();
    await until(allDone);
    expect(await rowsOf('late')).toEqual([]);
    const again = await settled(key, 'late');
    expect([again?.statusCode, again?.headers['idempotency-replayed']]).toEqual([201, undefined]);
    await hasty.close();
  });
});

describe('every POST that creates', () => {
  const creating = () =>
    operationsOf(openApiDocument(api.app)).filter(
      ({ method, operation }) => method === 'POST' && ('201' in operation.responses || '202' in operation.responses),
    );
  const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const takesKey = ({ operation }: ReturnType<typeof creating>[number]) =>
    operation.parameters?.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key') ?? false;

  it('accepts an Idempotency-Key, or is listed with a reason', () => {
    const without = creating().filter((operation) => !takesKey(operation));
    expect(without.map(named).sort()).toEqual(Object.keys(withoutKey).sort());
  });

  it('documents the answers that are then possible', () => {
    const codes = ['idempotency_in_flight', 'idempotency_key_reused', 'invalid_idempotency_key'];
    const declared = creating().filter(takesKey);
    expect(declared.map(named)).toContain('POST /v1/platform/tenants');
    for (const { operation } of declared) expect(operation['x-problems']).toEqual(expect.arrayContaining(codes));
  });
});

/** The API on the same database, which dies when the answer of a marked request is ready. */
async function startDyingApi(): Promise<{ url: string; ended: Promise<NodeJS.Signals | null> }> {
  const port = await lastingPort();
  const child = spawn(
    process.execPath,
    ['--import', './test/support/dies-before-answering.mjs', 'dist/apps/api/main.js'],
    {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: api.database.appUrl,
        PALIER_DATA_DIR: api.dataDir,
        PALIER_MASTER_KEY: masterKey,
        PORT: String(port),
        METRICS_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  let printed = '';
  for await (const piece of child.stdout) {
    printed += piece;
    if (printed.includes('Palier serves on')) break;
  }
  return { url: `http://127.0.0.1:${port}`, ended };
}
