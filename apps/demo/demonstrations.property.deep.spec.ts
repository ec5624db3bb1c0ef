/**
 * Real: the whole API, a worker, PostgreSQL, the server that it listens on and from which it fetches, sign-ins. Faked: the
 * installed packages, of which there are few; interruptions, as errors before a transaction.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '#catalog';
import { Feeds } from '#feeds';
import { Database } from '#platform/database';
import { Outbound } from '#platform/outbound';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Purges, Tenants } from '#tenants';
import { audited } from '../../test/support/audit-lines.js';
import { lastingPort } from '../../test/support/lasting-port.js';
import { propertyRuns } from '../../test/support/property-runs.js';
import { type SamplePackages, samplePackages } from '../../test/support/sample-packages.js';
import { callAs } from '../../test/support/signed-in.js';
import { runSql } from '../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { until } from '../../test/support/until.js';
import { workers } from '../../test/support/workers.js';
import { admitOwnFeeds } from '../solo/admit-own-feeds.js';
import { type MadeDemonstration, makeDemonstrations } from './make-demonstrations.js';
import { removeDemonstrations } from './remove-demonstrations.js';

/** What proves who did what, and what is billed. */
const keptTables = /^(platform\.(audit|outbox|inbox|erasure_ledger)|tenants\.(metering|purge))/;

let api: TestApp;
let port: number;
let packages: SamplePackages;

beforeAll(async () => {
  port = await lastingPort();
  api = await startTestApp({ port }, undefined, workers, undefined, 'of its product');
  await api.app.listen(port, '127.0.0.1');
  packages = samplePackages('sample', 3);
  const catalog = api.app.get(Catalog);
  const importPackages = catalog.importPackages.bind(catalog);
  jest
    .spyOn(catalog, 'importPackages')
    .mockImplementation((tenantId, _installed, options) => importPackages(tenantId, packages.directory, options));
});
afterEach(forget);
afterAll(async () => {
  packages?.remove();
  await api?.close();
});

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const make = (...products: string[]) => makeDemonstrations(api.app, products);
const idOf = async (slug: string) => (await api.app.get(Tenants).bySlug(slug)).id;

/** What was made is no demonstration any more, so that the next test makes others. */
async function forget(): Promise<void> {
  await sql('update tenants.tenants set demonstration = null where demonstration is not null');
}

async function signIn({ slug, email, password }: MadeDemonstration): Promise<string> {
  const answer = await api.inject({ method: 'POST', url: `/v1/auth/${slug}/login`, payload: { email, password } });
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
  return answer.json().accessToken;
}

async function read<Answer>(token: string, url: string): Promise<Answer> {
  const answer = await callAs(api, token, 'GET', url);
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
  return answer.json();
}

/** Every table with a tenant, and how many rows of one it has. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const counted = tables.map(
    ({ name }) => `select '${name}' as name, count(*)::int as rows from ${name} where tenant_id = '${tenantId}'`,
  );
  const rows = await sql<{ name: string; rows: number }>(counted.join(' union all '));
  return Object.fromEntries(rows.filter((row) => row.rows > 0).map((row) => [row.name, row.rows]));
}

/** The rows of the contexts, which alone follow from what a demonstration shows. */
async function contentOf(slug: string): Promise<object> {
  const rows = Object.entries(await rowsOf(await idOf(slug)));
  return Object.fromEntries(rows.filter(([name]) => /^(auth\.users|catalog\.|feeds\.|journal\.)/.test(name)));
}

describe('the demonstration of a team', () => {
  it('has posts in folders, read and unread, with a label and a mark', async () => {
    const [made] = await make('veille');
    const token = await signIn(made as MadeDemonstration);
    const { unread, folders } = await read<{ unread: number; folders: { unread: number }[] }>(
      token,
      '/v1/feeds/unread',
    );
    expect([unread, folders]).toEqual([104, [{ id: expect.any(String), unread: 104 }]]);
    const names = async (noun: string) =>
      (await read<{ data: { name: string }[] }>(token, `/v1/feeds/${noun}`)).data.map(({ name }) => name);
    expect(await Promise.all(['folders', 'labels', 'filters'].map(names))).toEqual([
      ['Boutiques', 'Presse'],
      ['À relire'],
      ['Sécurité'],
    ]);
    const { data: filters } = await read<{ data: { id: string }[] }>(token, '/v1/feeds/filters');
    const count = async (query: string) =>
      (await read<{ page: { totalItems: number } }>(token, `/v1/feeds/posts?page=1&pageSize=1&${query}`)).page
        .totalItems;
    expect(await Promise.all([`mark=${filters[0]?.id}`, 'starred=true', 'q=sauvegardes'].map(count))).toEqual([
      24, 4, 9,
    ]);
    const { data } = await read<{ data: { publishedAt: string; title: string }[] }>(token, '/v1/feeds/posts?limit=100');
    expect(new Set(data.map(({ publishedAt }) => publishedAt)).size).toBe(100);
    expect(Date.parse(data[0]?.publishedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('follows the stores of the server that it is on, and gets what changes there', async () => {
    admitOwnFeeds(api.app, { ...api.database.settings, host: '127.0.0.1', port, publicUrl: undefined });
    const [store, team] = (await make('wistant', 'veille')) as [MadeDemonstration, MadeDemonstration];
    const token = await signIn(team);
    await api.app.get(Feeds).sync(await idOf(team.slug));
    const { data: posts } = await until(async () => {
      const read_ = await read<{ data: { title: string; url: string }[] }>(token, '/v1/feeds/posts?q=publication');
      return read_.data.length >= 3 ? read_ : undefined;
    });
    const url = `http://127.0.0.1:${port}/v1/stores/${store.slug}`;
    expect(posts.map((post) => post.url)).toEqual(
      expect.arrayContaining([`${url}/apps/sample-0`, `${url}/apps/sample-2`]),
    );
    const { data } = await read<{ data: object[] }>(token, '/v1/feeds/subscriptions');
    expect(data).toContainEqual(
      expect.objectContaining({
        url: `${url}/changes.atom`,
        title: 'Ce qui change dans Wistant Studio',
        state: 'fine',
      }),
    );
    const refused = api.app
      .get(Outbound)
      .send({ url: `http://127.0.0.1:${port}/docs`, timeoutMs: 60_000, mostBytes: 9 });
    await expect(refused).rejects.toMatchObject({ code: 'destination_refused' });
  });
});

describe('the demonstration of a journal', () => {
  it('has a year with a relapse, whose progress can be drawn', async () => {
    const [made] = await make('journeys');
    const token = await signIn(made as MadeDemonstration);
    const { today } = await read<{ today: string }>(token, '/v1/journal/progress');
    const from = new Date(Date.parse(today) - 365 * 86_400_000).toISOString().slice(0, 10);
    const progress = await read<{ trends: { mood: number | null }[]; totals: object; recoveries: object[] }>(
      token,
      `/v1/journal/progress?unit=month&from=${from}`,
    );
    expect(progress.trends.length).toBeGreaterThanOrEqual(12);
    expect(progress.recoveries).toMatchObject([{ relapses: 1, goalDays: 365 }]);
    const { data } = await read<{ data: { reflection: string }[] }>(token, '/v1/journal/entries?sort=day&limit=1');
    expect(data[0]?.reflection).toContain('Premier jour.');
    const { data: reminders } = await read<{ data: object[] }>(token, '/v1/journal/reminders');
    expect(reminders).toMatchObject([{ time: '20:00', channels: ['event'] }]);
  });
});

describe('a demonstration that is made again', () => {
  it('is the same one, whose owner has a new password', async () => {
    const first = await make('veille', 'journeys');
    const before = await Promise.all(first.map(({ slug }) => contentOf(slug)));
    const second = await make('veille', 'journeys');
    expect(second.map(({ slug, email }) => [slug, email])).toEqual(first.map(({ slug, email }) => [slug, email]));
    expect(await Promise.all(second.map(({ slug }) => contentOf(slug)))).toEqual(before);
    await signIn(second[0] as MadeDemonstration);
    for (const { slug } of second) {
      const actions = await audited(api, await idOf(slug));
      expect(actions.filter((action) => action === 'auth.user.opened')).toHaveLength(2);
    }
    const { slug, email, password } = first[0] as MadeDemonstration;
    const refused = await api.inject({ method: 'POST', url: `/v1/auth/${slug}/login`, payload: { email, password } });
    expect(refused.statusCode).toBe(401);
  });

  /** From one transaction that is interrupted to the next: other runs take every third, from one that its seed says. */
  const step = propertyRuns(1) > 1 ? 1 : 3;

  it.each(['veille', 'journeys'])('after an interruption at any transaction is complete: %s', async (product) => {
    const [whole] = await make(product);
    const expected = await contentOf(whole?.slug ?? '');
    const database = api.app.get(Database);
    const transaction = database.transaction.bind(database);
    let points = Math.abs(jest.getSeed()) % step;
    for (let complete = false; !complete && points < 50; points += step) {
      await forget();
      const others = new Set((await sql<{ id: string }>('select id from tenants.tenants')).map(({ id }) => id));
      // The first transaction of a tenant is that which creates it, or finds that its slug is taken.
      const created = new Set<string>();
      let begun = 0;
      const interrupted = jest.spyOn(database, 'transaction').mockImplementation(async (scope, work) => {
        if (created.has(scope.tenantId)) {
          if (begun === points) throw new Error('interrupted');
          begun += 1;
        } else if (!others.has(scope.tenantId) && scope.tenantId !== PLATFORM_TENANT_ID) created.add(scope.tenantId);
        return transaction(scope, work);
      });
      complete = await make(product).then(
        () => true,
        (error) => {
          expect(String(error)).toContain('interrupted');
          return false;
        },
      );
      interrupted.mockRestore();
      const [made] = await make(product);
      expect([points, await contentOf(made?.slug ?? '')]).toEqual([points, expected]);
      expect(await api.app.get(Tenants).demonstrations()).toHaveLength(1);
    }
    expect(points).toBeGreaterThan(5);
  });
});

describe('a demonstration that is removed', () => {
  it('leaves no row and no file, and its receipt; the next one has another slug', async () => {
    const made = await make('wistant', 'veille', 'journeys');
    const ids = await Promise.all(made.map(({ slug }) => idOf(slug)));
    const files = () =>
      readdirSync(join(api.dataDir, 'storage'), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && ids.some((id) => entry.parentPath.includes(id)),
      );
    const before = (await Promise.all(ids.map(rowsOf))).map((rows) => Object.keys(rows));
    expect(before[0]).toContain('catalog.apps');
    expect(files().length).toBeGreaterThan(0);
    expect(await removeDemonstrations(api.app, ['wistant', 'veille', 'journeys'])).toEqual(
      expect.arrayContaining(made.map(({ slug }) => slug)),
    );
    for (const [n, { slug }] of made.entries()) {
      const receipt = await until(async () => (await api.app.get(Purges).of(slug)).receipt);
      const left = Object.keys(await rowsOf(ids[n] ?? ''));
      expect(left.filter((table) => !keptTables.test(table))).toEqual([]);
      expect(receipt.counts['auth.users']).toBe(1);
    }
    const sources = `select from feeds.sources where only_tenant = any ('{${ids}}'::uuid[])`;
    expect(await sql(sources)).toEqual([]);
    expect(files()).toEqual([]);
    expect(await api.app.get(Tenants).demonstrations()).toEqual([]);
    const [next] = await make('veille');
    expect(made.map(({ slug }) => slug)).not.toContain(next?.slug);
  });

  it('is no other tenant, whatever its slug', async () => {
    const tenants = api.app.get(Tenants);
    const names = ['veille', 'demo-veille-real'];
    for (const slug of names) await tenants.create({ slug, name: slug, product: 'veille', plan: 'free' });
    expect(await removeDemonstrations(api.app, ['veille', 'wistant', 'journeys'])).toEqual([]);
    for (const slug of names) expect(await tenants.bySlug(slug)).toMatchObject({ state: 'active' });
    const [made] = await make('veille');
    expect(await removeDemonstrations(api.app, ['journeys'])).toEqual([]);
    expect(await removeDemonstrations(api.app, ['veille'])).toEqual([made?.slug]);
  });

  it('cannot be made of a tenant that is none', async () => {
    await api.app.get(Tenants).create({ slug: 'never-one', name: 'N', product: 'veille', plan: 'free' });
    const mark = `update tenants.tenants set demonstration = 'veille' where slug = 'never-one'`;
    await expect(runSql(api.database.connection.url, mark)).rejects.toThrow('permission denied');
  });
});
