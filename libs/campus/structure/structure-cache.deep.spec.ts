// Real: two built APIs in processes of their own over one PostgreSQL, which counts the statements (pg_stat_statements), LISTEN
// and NOTIFY between them. Faked: nothing. There is no Redis.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../../../test/stack/product.js';
import { startApi } from '../../../test/support/built-process.js';
import { freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let making: TestApp;
let one: Api;
let two: Api;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'palier-structure-'));
  // The issuer of tokens, which all processes of a deployment share.
  const publicUrl = 'https://api.example';
  making = await startTestApp({ publicUrl });
  await runSql(making.database.adminUrl, 'create extension pg_stat_statements');
  const shared = { PALIER_MASTER_KEY: masterKey, PALIER_DATA_DIR: directory, PUBLIC_URL: publicUrl };
  const env = { DATABASE_URL: making.database.appUrl, ...shared };
  [one, two] = [await startApi(env), await startApi(env)];
});
afterAll(async () => {
  await Promise.all([one, two].map((each) => each?.end('SIGKILL')));
  await making?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** How often both processes have read the structure from the database so far. */
async function statementsSent(): Promise<number> {
  const [row] = await runSql<{ calls: number }>(
    making.database.adminUrl,
    `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) and query like '%campus.universities u%'`,
  );
  return row?.calls ?? 0;
}

it('reads of the structure send a twentieth of the statements or fewer, and a write at one process is seen at the other', async () => {
  const tenant = await freshTenant(making, { product: 'etude-line' });
  const [admin, member] = [await signedIn(making, tenant, 'admin'), await signedIn(making, tenant, 'member')];
  const read = async ({ url }: Api, token = member.token, headers = {}) => {
    const answer = await fetch(`${url}/v1/campus/structure`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    const { universities } = (await answer.json()) as { universities: { name: string }[] };
    return universities.map(({ name }) => name);
  };
  /** Creates a university at the first process. @returns what lets the same client read it at the other at once */
  const write = async (name: string) => {
    const headers = { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${one.url}/v1/campus/universities`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name }),
    });
    expect(answer.status).toBe(201);
    return { 'palier-wrote': String(answer.headers.get('palier-wrote')) };
  };

  // Each of these reads follows a write, so that no answer may be kept.
  const names: string[] = [];
  const beforeUncached = await statementsSent();
  for (const n of Array(10).keys()) {
    names.push(`University ${n}`);
    expect(await read(two, admin.token, await write(`University ${n}`))).toEqual(names);
  }
  const uncached = ((await statementsSent()) - beforeUncached) / names.length;
  expect(uncached).toBeGreaterThanOrEqual(1);

  for (const api of [one, two]) await until(async () => (await read(api)).length === names.length);
  const reads = 400;
  // A process that is told of no change for a second, as on a busy machine, asks the database meanwhile.
  await until(async () => {
    const before = await statementsSent();
    for (const n of Array(reads).keys()) expect(await read(n % 2 ? one : two)).toEqual(names);
    return (await statementsSent()) - before <= reads * uncached * 0.05;
  });

  await write('Written at one');
  expect(await read(one)).toContain('Written at one');
  await until(async () => (await read(two)).includes('Written at one'));
});
