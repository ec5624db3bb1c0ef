// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: that commits take longer than one another.
import { join } from 'node:path';
import sharp from 'sharp';
import { Archive, exportTenant, importTenant } from '#platform/backup';
import { CacheInvalidation } from '#platform/cache';
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { noAddress } from '../../../test/support/filled-database.js';
import { callAs } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { noFiles, testStorage } from '../../../test/support/test-storage.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { publishImported } from '../imports/imports.sql.js';
import type { ChangesDto } from './changes.dto.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const ask = ({ tenant: { slug } }: Pick<Maker, 'tenant'>, query: Record<string, string> = {}) =>
  api.inject({ url: `/v1/stores/${slug}/changes`, query });
const read = async (maker: Pick<Maker, 'tenant'>, query: Record<string, string> = {}): Promise<ChangesDto> => {
  const answer = await ask(maker, query);
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
  return answer.json();
};
const told = ({ data }: ChangesDto) => data.map(({ kind, app, version }) => [kind, app, version].join(' ').trim());
const sql = (maker: Maker, text: string) =>
  runSql(api.database.adminUrl, `set app.tenant_id = '${maker.tenant.id}'; ${text}`);

/** A store with an app of which a version is published. */
async function store(role: 'editor' | 'admin' = 'editor'): Promise<Maker> {
  const maker = await Maker.in(api, role);
  await maker.app('carnet');
  await publish(maker, '1.0.0');
  return maker;
}

async function publish(maker: Maker, version: string): Promise<void> {
  await maker.draft('carnet', version, { a: version });
  expect(await maker.publish('carnet', version)).toMatchObject({ state: 'succeeded' });
}

/** Publishes by the statement alone: what the store does besides lets its writers wait for each other. */
function publishAlone(tenantId: string, app: string, version: string): Promise<void> {
  return api.database.database.transaction({ tenantId }, async (tx) => {
    const published = { id: newId(), appId: app, version, kept: true, fileCount: 1, bytes: 1 };
    await tx.run(publishImported, tenantId, JSON.stringify([published]));
    await api.app.get(CacheInvalidation).within(tx, tenantId, ['apps']);
  });
}

describe('the changes of a store', () => {
  it('tell what makers do, in its order, each once, and go on where they ended', async () => {
    const maker = await store('admin');
    const seen: string[] = [];
    let next = '';
    const tells = async (...expected: string[]) => {
      const changes = await read(maker, next ? { since: next } : {});
      expect(changes.data.map(({ position }) => position)).toEqual(expected.map((_, i) => seen.length + 1 + i));
      expect(told(changes)).toEqual(expected);
      seen.push(...expected);
      next = changes.page.next;
    };
    const any = { 'if-match': '*' };
    await tells('published carnet 1.0.0');
    await tells();
    await publish(maker, '2.0.0');
    await maker.call('PATCH', '/carnet', { summary: 'Notes', tags: ['pages'] }, any);
    await maker.call('PATCH', '/carnet', { summary: 'Notes' }, any);
    await maker.call('POST', '/carnet/versions/2.0.0/yank', { reason: 'It is broken' });
    await tells('published carnet 2.0.0', 'changed carnet', 'yanked carnet 2.0.0');
    await maker.call('PATCH', '/carnet', { homepage: 'https://carnet.example' }, any);
    await tells('changed carnet');
    const icon = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await maker.send('PUT', '/carnet/icon', icon, { 'content-type': 'image/png' });
    await tells('changed carnet');
    await maker.call('POST', '/carnet/archive');
    await publish(maker, '3.0.0');
    await maker.call('PATCH', '/carnet', { summary: 'Hidden' }, any);
    await tells('removed carnet');
    await maker.call('POST', '/carnet/restore');
    await tells('changed carnet');
    for (const version of ['1.0.0', '3.0.0']) {
      await maker.call('POST', `/carnet/versions/${version}/yank`, { reason: 'It is broken' });
    }
    await tells('yanked carnet 1.0.0', 'yanked carnet 3.0.0', 'removed carnet');
    await publish(maker, '4.0.0');
    await maker.ended(callAs(api, maker.user.token, 'DELETE', '/v1/catalog/apps/carnet'));
    await tells('published carnet 4.0.0', 'removed carnet');
    expect(told(await read(maker))).toEqual(seen);
    const steps = await read(maker, { limit: '2' });
    expect(told(await read(maker, { limit: '2', since: steps.page.next }))).toEqual(seen.slice(2, 4));
  });

  it('tell nothing of drafts', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await maker.draft('carnet', '1.0.0', { a: 'a' });
    const { data, page } = await read(maker);
    expect(data).toEqual([]);
    await maker.publish('carnet', '1.0.0');
    expect(told(await read(maker, { since: page.next }))).toEqual(['published carnet 1.0.0']);
  });

  it('tell that an app changed with the changelog of a version that the store shows', async () => {
    const maker = await store();
    await maker.draft('carnet', '2.0.0', { a: 'a' });
    const { next } = (await read(maker)).page;
    const write = (version: string, changelog: string) =>
      maker.call('PATCH', `/carnet/versions/${version}`, { changelog }, { 'if-match': '*' });
    for (const changelog of ['- A', '- A', '- B']) {
      await write('1.0.0', changelog);
      await write('2.0.0', changelog);
    }
    expect(told(await read(maker, { since: next }))).toEqual(['changed carnet', 'changed carnet']);
    await maker.call('POST', '/carnet/versions/1.0.0/yank', { reason: 'It is broken' });
    const yanked = await read(maker);
    await write('1.0.0', '- C');
    expect(told(await read(maker, { since: yanked.page.next }))).toEqual([]);
  });

  it('tell nothing of the versions of an app that is being deleted', async () => {
    const maker = await Maker.in(api);
    for (const app of ['carnet', 'cahier']) await maker.app(app);
    const idOf = async (app: string) => (await maker.call('GET', `/${app}`)).json().id;
    await sql(maker, `update catalog.apps set deleting = true where slug = 'carnet'`);
    for (const app of ['carnet', 'cahier']) await publishAlone(maker.tenant.id, await idOf(app), '1.0.0');
    expect(told(await read(maker))).toEqual(['published cahier 1.0.0']);
  });

  it('are for one store: the token of another one, or a forged one, is refused', async () => {
    const [one, other] = [await store(), await store()];
    const { next } = (await read(one)).page;
    const forged = ['x', `${next}x`, Buffer.from('["", 1]').toString('base64url')];
    for (const since of [(await read(other)).page.next, ...forged]) {
      const { statusCode, json } = await ask(one, { since });
      const { code, errors } = json();
      expect([since, statusCode, code, errors[0].pointer]).toEqual([since, 400, 'invalid_cursor', '/since']);
    }
  });

  it('come with an archive, and a copy goes on from them with tokens of its own', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    const { id } = (await maker.call('GET', '/carnet')).json();
    for (const version of ['1.0.0', '2.0.0']) await publishAlone(maker.tenant.id, id, version);
    const original = await read(maker);
    const file = join(api.dataDir, 'tenant.zip');
    await exportTenant(api.database.ownerUrl, maker.tenant, file, noFiles);
    const archive = await Archive.open(file);
    const target = testStorage(api.database);
    const copy = await importTenant(api.database.ownerUrl, archive, target, () => {}, {
      recount: async () => {},
      cleaners: {},
      provenAddress: noAddress,
      slug: `${maker.tenant.slug}-copy`,
    });
    target.remove();
    await archive.close();
    await until(() => api.app.get(TenantDirectory).bySlug(copy.slug));
    await publishAlone(copy.id, id, '3.0.0');
    const beside = { tenant: copy };
    const { data } = await read(beside);
    expect(data.slice(0, 2)).toEqual(original.data);
    expect(data.slice(2)).toMatchObject([{ position: 3, app: 'carnet', version: '3.0.0' }]);
    expect((await ask(beside, { since: original.page.next })).statusCode).toBe(400);
  });

  it('are read from the cache until the next one', async () => {
    const maker = await store();
    const status = async () => (await ask(maker)).headers['cache-status'];
    await ask(maker);
    expect(await status()).toMatch(/hit/);
    await publish(maker, '2.0.0');
    expect(await status()).toMatch(/fwd/);
    expect(await status()).toMatch(/hit/);
    await maker.call('PATCH', '/carnet/versions/2.0.0', { changelog: '- A' }, { 'if-match': '*' });
    expect(await status()).toMatch(/fwd/);
  });
});

describe('what is older than the retention', () => {
  const age = (maker: Maker, upto: number) =>
    sql(
      maker,
      `update catalog.changes set at = at - interval '91 days'
      where tenant_id = '${maker.tenant.id}' and position <= ${upto}`,
    );
  const page = async (maker: Maker, limit: number) => (await read(maker, { limit: `${limit}` })).page.next;

  it('is gone, and whoever has not read it starts over', async () => {
    const maker = await store();
    await publish(maker, '2.0.0');
    await publish(maker, '3.0.0');
    const [first, second] = [await page(maker, 1), await page(maker, 2)];
    await age(maker, 2);
    await enforceRetention(api.database.database);
    const refused = await ask(maker, { since: first });
    expect([refused.statusCode, refused.json().code]).toEqual([410, 'changes_expired']);
    expect(told(await read(maker, { since: second }))).toEqual(['published carnet 3.0.0']);
    expect(told(await read(maker, { limit: '99' }))).toEqual(['published carnet 3.0.0']);
  });

  it('but for the newest, from which positions go on', async () => {
    const maker = await store();
    const { next } = (await read(maker)).page;
    await age(maker, 1);
    await enforceRetention(api.database.database);
    await publish(maker, '2.0.0');
    expect((await read(maker, { since: next })).data).toMatchObject([{ position: 2, version: '2.0.0' }]);
  });

  it('is as a token of a store that came back from a backup: the reader starts over', async () => {
    const maker = await store();
    await publish(maker, '2.0.0');
    const { next } = (await read(maker)).page;
    await sql(maker, `delete from catalog.changes where tenant_id = '${maker.tenant.id}' and position = 2`);
    expect((await ask(maker, { since: next })).statusCode).toBe(410);
  });
});

describe('20 who publish at once', () => {
  const [publishers, each] = [20, 8];

  beforeAll(() =>
    runSql(
      api.database.adminUrl,
      `create function catalog.test_slow() returns trigger language plpgsql as $$
         begin perform pg_sleep(random() * 0.01); return null; end $$;
       create constraint trigger test_slow after insert on catalog.changes deferrable initially deferred
         for each row execute function catalog.test_slow()`,
    ),
  );
  afterAll(() =>
    runSql(api.database.adminUrl, 'drop trigger test_slow on catalog.changes; drop function catalog.test_slow'),
  );

  it('are all read, each once, by one who polls meanwhile', async () => {
    const maker = await Maker.in(api);
    const { id: tenantId } = maker.tenant;
    const ids: string[] = [];
    for (let n = 0; n < publishers; n += 1) {
      await maker.app(`app-${n}`);
      ids.push((await maker.call('GET', `/app-${n}`)).json().id);
    }
    let ended = false;
    const publishing = Promise.all(
      ids.map(async (app) => {
        for (let n = 1; n <= each; n += 1) await publishAlone(tenantId, app, `${n}.0.0`);
      }),
    ).finally(() => {
      ended = true;
    });
    const seen: string[] = [];
    const positions: number[] = [];
    let since: Record<string, string> = {};
    await until(async () => {
      const atEnd = ended;
      const { data, page } = await read(maker, since);
      seen.push(...data.map(({ app, version }) => `${app} ${version}`));
      positions.push(...data.map(({ position }) => position));
      since = { since: page.next };
      return atEnd && data.length === 0;
    });
    await publishing;
    const expected = ids.flatMap((_, app) => Array.from({ length: each }, (_, n) => `app-${app} ${n + 1}.0.0`));
    expect([...seen].sort()).toEqual(expected.sort());
    expect(positions).toEqual(positions.map((_, i) => i + 1));
  });
});
