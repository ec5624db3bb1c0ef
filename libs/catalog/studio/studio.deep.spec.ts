// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: nothing.
import { audited, auditLines } from '../../../test/support/audit-lines.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const store = (maker: Maker, path = '') => api.inject({ url: `/v1/stores/${maker.tenant.slug}${path}` });
const slugsOf = (answer: { json(): { data: { slug: string }[] } }) => answer.json().data.map(({ slug }) => slug);
const any = { 'if-match': '*' };

describe('an app', () => {
  it('is in the studio once it is created, and in the store once a version is published', async () => {
    const maker = await Maker.in(api);
    const created = await maker.call('POST', '', { slug: 'carnet', name: 'Carnet', tags: ['pages', 'hors-ligne'] });
    expect([created.statusCode, created.headers.etag, created.headers.location]).toEqual([
      201,
      '"v1"',
      '/v1/catalog/apps/carnet',
    ]);
    expect(created.json()).toMatchObject({ version: null, listed: false, tags: ['hors-ligne', 'pages'] });
    expect((await maker.call('GET', '/carnet')).json()).toEqual(created.json());
    expect([slugsOf(await store(maker, '/apps')), slugsOf(await maker.call('GET', ''))]).toEqual([[], ['carnet']]);
    expect((await store(maker, '/apps/carnet')).json().code).toBe('app_not_found');
    await maker.draft('carnet', '1.0.0', { 'index.js': 'one' });
    expect(await maker.publish('carnet', '1.0.0')).toMatchObject({ state: 'succeeded' });
    expect((await store(maker, '/apps/carnet')).json()).toMatchObject({
      name: 'Carnet',
      version: '1.0.0',
      downloadable: true,
      files: [{ path: 'index.js', bytes: 3 }],
    });
    expect((await store(maker, '/tags')).json().data).toEqual([
      { tag: 'hors-ligne', apps: 1 },
      { tag: 'pages', apps: 1 },
    ]);
    expect(await audited(api, maker.tenant.id)).toEqual(
      expect.arrayContaining(['catalog.app.created', 'catalog.version.published']),
    );
  });

  it('is refused with a slug that is taken, beyond the quota, or with fields that it cannot have', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    expect((await maker.call('POST', '', { slug: 'carnet', name: 'Other' })).json().code).toBe('app_slug_taken');
    expect(await maker.used('apps')).toBe(1);
    const faults: [object, string][] = [
      [{ slug: 'Carnet' }, '/slug'],
      [{ slug: 'a--b' }, '/slug'],
      [{ name: 'two\nlines' }, '/name'],
      [{ tags: ['Two'] }, '/tags'],
      [{ tags: ['a', 'a'] }, '/tags'],
      [{ homepage: 'javascript:alert(1)' }, '/homepage'],
      [{ description: 'é'.repeat(32_769) }, '/description'],
      [{ version: '1.0.0' }, '/version'],
    ];
    for (const [fault, pointer] of faults) {
      const answer = await maker.call('POST', '', { slug: 'b', name: 'B', ...fault });
      expect([fault, answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([fault, 400, pointer]);
    }
  });

  it('has texts as long as their fields allow, in the characters that the database counts', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    // Two characters for the database, one for a reader.
    const hearts = (characters: number) => '❤️'.repeat(characters / 2);
    const most = { summary: 280, name: 214, licence: 100, author: 200 };
    for (const [field, characters] of Object.entries(most)) {
      const fits = await maker.call('PATCH', '/carnet', { [field]: hearts(characters) }, any);
      expect([field, fits.statusCode, fits.json()[field]]).toEqual([field, 200, hearts(characters)]);
      const { statusCode, json } = await maker.call('PATCH', '/carnet', { [field]: hearts(characters + 2) }, any);
      expect([statusCode, json().errors?.[0]?.pointer]).toEqual([400, `/${field}`]);
    }
  });

  it('is changed at the revision that was read, and what is so already makes no new one', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet', { licence: 'MIT' });
    const change = (body: object, tag = '*') => maker.call('PATCH', '/carnet', body, { 'if-match': tag });
    const changed = await change({ name: 'Cahier', licence: null, tags: ['b', 'a'] }, '"v1"');
    expect(changed.json()).toMatchObject({ name: 'Cahier', licence: null, tags: ['a', 'b'], revision: 2 });
    expect((await change({ name: 'Other' }, '"v1"')).statusCode).toBe(412);
    expect((await change({ tags: ['a', 'b'], name: 'Cahier' })).json().revision).toBe(2);
    expect((await maker.call('PATCH', '/carnet', {})).json().code).toBe('precondition_required');
    expect((await maker.call('PATCH', '/nowhere', {}, any)).json().code).toBe('app_not_found');
  });

  it('that is archived leaves the store with its tags, and comes back', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet', { tags: ['pages'] });
    await maker.draft('carnet', '1.0.0', { a: 'a' });
    await maker.publish('carnet', '1.0.0');
    await maker.call('POST', '/carnet/archive');
    expect(slugsOf(await store(maker, '/apps'))).toEqual([]);
    expect(slugsOf(await store(maker, '/apps?tag=pages'))).toEqual([]);
    expect([(await store(maker, '/tags')).json().data, (await store(maker, '/apps/carnet')).statusCode]).toEqual([
      [],
      404,
    ]);
    expect(slugsOf(await maker.call('GET', '?archived=true'))).toEqual(['carnet']);
    expect(slugsOf(await maker.call('GET', '?archived=false'))).toEqual([]);
    await maker.call('POST', '/carnet/restore');
    expect(slugsOf(await store(maker, '/apps?tag=pages'))).toEqual(['carnet']);
    expect((await store(maker, '/tags')).json().data).toEqual([{ tag: 'pages', apps: 1 }]);
  });

  it('that is deleted gives back its slug and what it took of the quotas', async () => {
    const admin = await Maker.in(api, 'admin');
    await admin.app('carnet');
    await admin.draft('carnet', '1.0.0', { a: 'aaa' });
    await admin.draft('carnet', '2.0.0', { a: 'bb', b: 'cc' });
    await admin.publish('carnet', '1.0.0');
    expect([await admin.used('apps'), await admin.used('storageBytes')]).toEqual([1, 7]);
    const deleting = admin.call('DELETE', '/carnet');
    expect((await deleting).headers.location).toMatch(/^\/v1\/operations\//);
    expect(slugsOf(await store(admin, '/apps'))).toEqual([]);
    expect(await admin.ended(deleting)).toMatchObject({ state: 'succeeded' });
    expect([await admin.used('apps'), await admin.used('storageBytes')]).toEqual([0, 0]);
    expect((await admin.call('GET', '/carnet')).statusCode).toBe(404);
    expect(await audited(api, admin.tenant.id)).toContain('catalog.app.deleted');
    await admin.app('carnet');
  });

  it('cannot be changed while it is deleted', async () => {
    const admin = await Maker.in(api, 'admin');
    await admin.app('carnet');
    await admin.draft('carnet', '1.0.0', { a: 'a' });
    await callAs(api, admin.user.token, 'DELETE', '/v1/catalog/apps/carnet');
    const tries = [
      admin.call('PATCH', '/carnet', { name: 'B' }, any),
      admin.call('POST', '/carnet/versions', { version: '3.0.0' }),
      admin.upload('carnet', '1.0.0', 'b', 'b'),
    ];
    for (const { statusCode } of await Promise.all(tries)) expect([404, 409]).toContain(statusCode);
  });

  it('is deleted again where the operation that deleted it failed', async () => {
    const admin = await Maker.in(api, 'admin');
    await admin.app('carnet');
    await admin.draft('carnet', '1.0.0', { a: 'aaa' });
    await runSql(
      api.database.adminUrl,
      `update catalog.apps set deleting = true where tenant_id = '${admin.tenant.id}'`,
    );
    expect(await admin.ended(admin.call('DELETE', '/carnet'))).toMatchObject({ state: 'succeeded' });
    expect([await admin.used('apps'), await admin.used('storageBytes')]).toEqual([0, 0]);
  });

  it('gives back what was unpacked into it while it was deleted', async () => {
    const admin = await Maker.in(api, 'admin');
    await admin.app('carnet');
    await admin.draft('carnet', '1.0.0', {});
    const { id } = (await admin.call('GET', '/carnet/versions/1.0.0')).json();
    await using job = await heldTransaction(
      api.database.adminUrl,
      `${admin.taking('storageBytes', 3)};
      select from catalog.versions where id = '${id}' for update;
      insert into catalog.version_files (tenant_id, version_id, path, bytes, digest)
        values ('${admin.tenant.id}', '${id}', 'a', 3, repeat('0', 64))`,
    );
    const deleting = admin.call('DELETE', '/carnet');
    await deleting;
    await job.blocks();
    await job.commit();
    expect(await admin.ended(deleting)).toMatchObject({ state: 'succeeded' });
    expect([await admin.used('apps'), await admin.used('storageBytes')]).toEqual([0, 0]);
  });

  it('is changed with others, each by itself', async () => {
    const maker = await Maker.in(api);
    for (const slug of ['a', 'b', 'c']) await maker.app(slug);
    const answer = await maker.call(
      'PATCH',
      '',
      {
        apps: [
          { slug: 'a', summary: 'new' },
          { slug: 'nowhere', summary: 'new' },
          { slug: 'b', archived: true, revision: 1 },
          { slug: 'c', summary: 'new', revision: 9 },
        ],
      },
      { 'accept-language': 'fr' },
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json().data).toMatchObject(
      [
        { slug: 'a', status: 200, app: { summary: 'new', revision: 2 }, problem: null },
        { slug: 'nowhere', status: 404, app: null, problem: { code: 'app_not_found', detail: /boutique/ } },
        { slug: 'b', status: 200, app: { archived: true } },
        { slug: 'c', status: 412, app: null, problem: { code: 'precondition_failed' } },
      ].map((expected) =>
        expected.problem && 'detail' in expected.problem
          ? { ...expected, problem: { code: 'app_not_found', detail: expect.stringMatching(/boutique/) } }
          : expected,
      ),
    );
    // An audit line names the fields that were sent, and no others.
    const lines = await runSql<{ fields: string }>(
      api.database.adminUrl,
      `select details->>'fields' as fields from ${auditLines}
       where tenant_id = '${maker.tenant.id}' and action = 'catalog.app.changed' order by audit_lines.id`,
    );
    expect(lines.map(({ fields }) => fields)).toEqual(['summary', 'archived']);
    const many = Array.from({ length: 101 }, (_, i) => ({ slug: `a-${i}` }));
    expect((await maker.call('PATCH', '', { apps: many })).statusCode).toBe(400);
    expect((await maker.call('PATCH', '', { apps: [{ slug: 'a' }, { slug: 'a' }] })).statusCode).toBe(400);
  });
});

describe('the studio', () => {
  it('is listed in each order, by cursor and by page', async () => {
    const maker = await Maker.in(api);
    for (const slug of ['b', 'a', 'c']) await maker.app(slug);
    await maker.call('PATCH', '/a', { summary: 'changed' }, any);
    const walk = async (sort: string) => {
      const slugs: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { data: { slug: string }[]; page: { next: string | null } } = (
          await maker.call('GET', `?limit=1&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`)
        ).json();
        slugs.push(...page.data.map(({ slug }) => slug));
        cursor = page.page.next;
      } while (cursor);
      return slugs;
    };
    expect(await walk('name')).toEqual(['a', 'b', 'c']);
    expect(await walk('-createdAt')).toEqual(['c', 'a', 'b']);
    expect(await walk('-updatedAt')).toEqual(['a', 'c', 'b']);
    expect((await maker.call('GET', '?page=2&pageSize=2&sort=name')).json()).toMatchObject({
      data: [{ slug: 'c' }],
      page: { number: 2, totalItems: 3, totalPages: 2 },
    });
  });

  it('is closed to other tenants, and to members for writing', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await maker.draft('carnet', '1.0.0', { a: 'a' });
    const stranger = await Maker.in(api, 'owner', await freshTenant(api));
    const member = await Maker.in(api, 'member', maker.tenant);
    const editor = await Maker.in(api, 'editor', maker.tenant);
    expect(slugsOf(await stranger.call('GET', ''))).toEqual([]);
    const reads = [
      '/carnet',
      '/carnet/versions',
      '/carnet/versions/1.0.0',
      '/carnet/versions/1.0.0/files',
      '/carnet/versions/1.0.0/steps',
    ];
    for (const path of reads) {
      expect([
        path,
        (await stranger.call('GET', path)).statusCode,
        (await member.call('GET', path)).statusCode,
      ]).toEqual([path, 404, 200]);
    }
    const writes = (by: Maker) => [
      by.call('POST', '/carnet/archive'),
      by.call('PATCH', '/carnet', { name: 'B' }, any),
      by.upload('carnet', '1.0.0', 'a', 'other'),
      by.call('POST', '/carnet/versions/1.0.0/publish'),
      by.call('DELETE', '/carnet/versions/1.0.0'),
      by.call('DELETE', '/carnet'),
    ];
    for (const { statusCode } of await Promise.all(writes(stranger))) expect(statusCode).toBe(404);
    for (const { statusCode } of await Promise.all(writes(member))) expect(statusCode).toBe(403);
    expect((await editor.call('DELETE', '/carnet')).statusCode).toBe(403);
    expect((await maker.call('GET', '/carnet')).json()).toMatchObject({ archived: false, revision: 1 });
  });
});
