// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: nothing; files are
// damaged on disk.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audited } from '../../../test/support/audit-lines.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { runSql } from '../../../test/support/sql.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';
import type { VersionDto } from './versions.dto.js';

let api: TestApp;
let maker: Maker;
let made = 0;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  maker = await Maker.in(api);
});
afterAll(() => api?.close());

/** A new app with a draft of these files. */
async function drafted(files: Record<string, string> = { 'index.js': 'one' }, version = '1.0.0'): Promise<string> {
  made += 1;
  const slug = `app-${made}`;
  await maker.app(slug);
  await maker.draft(slug, version, files);
  return slug;
}
const version = async (slug: string, name = '1.0.0') => (await maker.call('GET', `/${slug}/versions/${name}`)).json();
const steps = async (slug: string) =>
  (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json().data.map((step: { step: string }) => step.step);
const shown = async (slug: string) =>
  (await api.inject({ url: `/v1/stores/${maker.tenant.slug}/apps/${slug}` })).json().version;
const lastDone = async () => (await audited(api, maker.tenant.id)).at(-1);

describe('a version', () => {
  it('is a draft, then published, then yanked, and its trace says who took each step', async () => {
    const slug = await drafted();
    expect(await version(slug)).toMatchObject({ state: 'draft', fileCount: 1, bytes: 3, publishedAt: null });
    const begun = await maker.call('POST', `/${slug}/versions/1.0.0/publish`);
    expect(begun.headers.location).toBe(`/v1/operations/${begun.json().id}`);
    expect(await maker.ended(Promise.resolve(begun))).toMatchObject({ state: 'succeeded' });
    expect(await version(slug)).toMatchObject({ state: 'published', publishedAt: expect.any(String) });
    expect(await shown(slug)).toBe('1.0.0');
    const yanked = await maker.call('POST', `/${slug}/versions/1.0.0/yank`, { reason: 'It loses notes' });
    expect(yanked.json()).toMatchObject({ state: 'yanked', yankReason: 'It loses notes' });
    expect([await shown(slug), await lastDone()]).toEqual([undefined, 'catalog.version.yanked']);
    const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json();
    expect(data).toMatchObject([
      { step: 'yanked', actorKind: 'member', actorId: maker.user.id, note: 'It loses notes' },
      { step: 'published', actorKind: 'job', actorId: begun.json().id },
      { step: 'checking', actorKind: 'member', actorId: maker.user.id },
      { step: 'created', actorKind: 'member', actorId: maker.user.id },
    ]);
    const again = await maker.call('POST', `/${slug}/versions/1.0.0/publish`);
    expect([again.statusCode, again.json().code]).toEqual([409, 'version_not_draft']);
  });

  it('has a number by Semantic Versioning that was never used', async () => {
    const slug = await drafted();
    const begin = async (name: string) => (await maker.call('POST', `/${slug}/versions`, { version: name })).json();
    expect((await begin('1.0.0')).code).toBe('version_exists');
    for (const wrong of ['1.0', 'v1.0.0', '01.0.0', '1.0.0-', 'latest'])
      expect((await begin(wrong)).code).toBe('validation_failed');
    for (const right of ['1.0.0-rc.1', '1.0.1+build.5']) expect((await begin(right)).version).toBe(right);
  });

  it('is shown by the store when it is the highest release, in whatever order they are published', async () => {
    const slug = await drafted({ a: 'a' }, '1.10.0');
    for (const name of ['1.9.0', '2.0.0-beta.1']) await maker.draft(slug, name, { a: name });
    await maker.publish(slug, '2.0.0-beta.1');
    expect(await shown(slug)).toBe('2.0.0-beta.1');
    await maker.publish(slug, '1.9.0');
    expect(await shown(slug)).toBe('1.9.0');
    await maker.publish(slug, '1.10.0');
    expect(await shown(slug)).toBe('1.10.0');
    await maker.call('POST', `/${slug}/versions/1.10.0/yank`, { reason: 'broken' });
    expect(await shown(slug)).toBe('1.9.0');
  });

  it.each<[string, string[], string]>([
    ['a later build', ['1.0.0', '1.0.0+1', '1.0.0+2', '1.0.0+10'], '1.0.0+10'],
    ['an earlier build', ['1.0.0+10', '1.0.0+9', '1.0.0'], '1.0.0+10'],
    [
      'a build of many digits',
      ['1.0.0+99999999999999999999', '1.0.0+99999999999999999998'],
      '1.0.0+99999999999999999999',
    ],
    ['a build that only differs in zeros', ['1.0.0+1', '1.0.0+01'], '1.0.0+01'],
    ['the same in the other order', ['1.0.0+01', '1.0.0+1'], '1.0.0+1'],
  ])('is shown by its build where the rest is the same: %s', async (_, [first = '', ...others], expected) => {
    const slug = await drafted({ a: 'a' }, first);
    for (const name of others) await maker.draft(slug, name, { a: name });
    for (const name of [first, ...others]) await maker.publish(slug, name);
    expect(await shown(slug)).toBe(expected);
    // PostgreSQL puts what is written anew behind the others.
    const written = await maker.call(
      'PATCH',
      `/${slug}/versions/${first}`,
      { changelog: 'Written anew' },
      { 'if-match': '*' },
    );
    expect(written.statusCode).toBe(200);
    await maker.draft(slug, '0.1.0', { a: 'old' });
    await maker.publish(slug, '0.1.0');
    expect(await shown(slug)).toBe(expected);
  });

  it('is shown when it is the highest of two that are published at once', async () => {
    const slug = await drafted({ a: 'a' }, '2.0.0');
    await maker.draft(slug, '1.0.0', { a: 'a' });
    const lock = `select pg_advisory_xact_lock(hashtextextended('catalog.imports:${maker.tenant.id}', 0))`;
    await using tags = await heldTransaction(api.database.adminUrl, lock);
    const higher = maker.publish(slug, '2.0.0');
    await tags.blocks();
    const lower = maker.publish(slug, '1.0.0');
    await tags.blocks(2);
    await tags.commit();
    expect(await Promise.all([higher, lower])).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }]);
    expect(await shown(slug)).toBe('2.0.0');
  });

  it('is listed with the others, the newest first, and by state', async () => {
    const slug = await drafted();
    await maker.draft(slug, '0.9.0', { a: 'a' });
    await maker.publish(slug, '1.0.0');
    const list = async (query = '') =>
      (await maker.call('GET', `/${slug}/versions${query}`))
        .json()
        .data.map((each: { version: string }) => each.version);
    expect([await list(), await list('?state=published'), await list('?state=yanked')]).toEqual([
      ['0.9.0', '1.0.0'],
      ['1.0.0'],
      [],
    ]);
    expect((await maker.call('GET', '/nowhere/versions')).json().code).toBe('app_not_found');
  });

  it('may get another changelog, at the revision that was read', async () => {
    const slug = await drafted();
    const { revision } = await version(slug);
    const change = (tag: string) =>
      maker.call('PATCH', `/${slug}/versions/1.0.0`, { changelog: '- Better' }, { 'if-match': tag });
    expect((await change('"v99"')).statusCode).toBe(412);
    const changed = await change(`"v${revision}"`);
    expect([changed.json().changelog, changed.headers.etag]).toEqual(['- Better', `"v${revision + 1}"`]);
  });

  it('is read in the store once it is published, as long as the store shows its app, with the latest changelog', async () => {
    const slug = await drafted();
    await maker.publish(slug, '1.0.0');
    for (const name of ['2.0.0', '3.0.0']) await maker.draft(slug, name, { a: name });
    const { id } = await version(slug, '3.0.0');
    await runSql(api.database.adminUrl, `update catalog.versions set state = 'checking' where id = '${id}'`);
    const url = `/v1/stores/${maker.tenant.slug}/apps/${slug}`;
    const answers = async () => {
      const { statusCode, json } = await api.inject({ url: `${url}/versions` });
      const versions = json().data?.map((each: VersionDto) => [each.version, each.changelog]);
      return [(await api.inject({ url })).statusCode, statusCode, versions ?? json().code];
    };
    expect(await answers()).toEqual([200, 200, [['1.0.0', '']]]);
    await maker.call('PATCH', `/${slug}/versions/1.0.0`, { changelog: '- Better' }, { 'if-match': '*' });
    expect(await answers()).toEqual([200, 200, [['1.0.0', '- Better']]]);
    await maker.call('POST', `/${slug}/archive`);
    expect(await answers()).toEqual([404, 404, 'app_not_found']);
    await maker.call('POST', `/${slug}/restore`);
    expect(await answers()).toEqual([200, 200, [['1.0.0', '- Better']]]);
  });

  it('that is a draft is deleted with its files, and its bytes alone are given back', async () => {
    const used = () => Promise.all(['storageBytes', 'apps', 'members'].map((quota) => maker.used(quota)));
    const before = await maker.used('storageBytes');
    const slug = await drafted({ a: 'aaaa', b: 'bb' });
    const [bytes, ...others] = await used();
    expect(bytes).toBe(before + 6);
    expect((await maker.call('DELETE', `/${slug}/versions/1.0.0`)).statusCode).toBe(204);
    expect([await used(), (await version(slug)).code]).toEqual([[before, ...others], 'version_not_found']);
    expect(await lastDone()).toBe('catalog.version.deleted');
  });
});

describe('a check', () => {
  const fileOf = (digest: string) => join(api.dataDir, 'storage', maker.tenant.id, digest.slice(0, 2), digest);
  const digestOf = async (slug: string) =>
    (await maker.call('GET', `/${slug}/versions/1.0.0/files`)).json().data[0].digest as string;

  it('of a version without files is not begun', async () => {
    const slug = await drafted({});
    const refused = await maker.call('POST', `/${slug}/versions/1.0.0/publish`);
    expect(refused.json()).toMatchObject({ status: 409, code: 'version_without_files' });
    expect(await version(slug)).toMatchObject({ state: 'draft', operationId: null });
    expect(await steps(slug)).toEqual(['created']);
    await maker.upload(slug, '1.0.0', 'index.js', 'one');
    await maker.call('DELETE', `/${slug}/versions/1.0.0/files?path=index.js`);
    expect((await maker.call('POST', `/${slug}/versions/1.0.0/publish`)).statusCode).toBe(409);
  });

  it.each([
    ['is missing', (file: string) => rmSync(file)],
    ['was cut', (file: string) => writeFileSync(file, 'o')],
    ['is another of its length', (file: string) => writeFileSync(file, readFileSync(file).fill('x'))],
  ])('refuses a version of which a file %s in the storage, until it is uploaded again', async (_, damage) => {
    const content = `one ${made}`;
    const slug = await drafted({ 'index.js': content });
    damage(fileOf(await digestOf(slug)));
    const { state, error } = await maker.publish(slug, '1.0.0');
    expect([state, error?.code]).toEqual(['failed', 'version_file_damaged']);
    expect(error?.detail).toContain('index.js');
    const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json();
    expect(data[0]).toMatchObject({ step: 'check-failed', problem: { code: 'version_file_damaged' } });
    expect((await version(slug)).state).toBe('draft');
    await maker.upload(slug, '1.0.0', 'index.js', content);
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
    expect(await steps(slug)).toEqual(['published', 'checking', 'check-failed', 'checking', 'created']);
  });

  it('that is at work refuses changes, and one that ended without an outcome refuses none', async () => {
    const slug = await drafted();
    const { id } = await version(slug);
    await maker.publish(slug, '1.0.0');
    const set = (state: string, operation: string) =>
      runSql(
        api.database.adminUrl,
        `update catalog.versions set state = 'checking', published_at = null where id = '${id}';
         update platform.operations set state = '${state}' where id = '${operation}'`,
      );
    const { operationId } = await version(slug);
    await set('running', operationId);
    const answers = [
      maker.upload(slug, '1.0.0', 'b', 'b'),
      maker.call('POST', `/${slug}/versions/1.0.0/publish`),
      maker.call('DELETE', `/${slug}/versions/1.0.0`),
    ];
    for (const answer of await Promise.all(answers))
      expect(answer.json()).toMatchObject({ status: 409, code: 'version_busy' });
    await set('failed', operationId);
    expect((await maker.upload(slug, '1.0.0', 'b', 'b')).statusCode).toBe(200);
    expect((await version(slug)).state).toBe('draft');
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  });

  it('whose operation was deleted since refuses no changes', async () => {
    const slug = await drafted({ a: `gone ${made}` });
    rmSync(fileOf(await digestOf(slug)));
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'failed' });
    const { operationId } = await version(slug);
    await runSql(api.database.adminUrl, `delete from platform.operations where id = '${operationId}'`);
    expect((await maker.upload(slug, '1.0.0', 'a', 'a')).statusCode).toBe(200);
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  });
});
