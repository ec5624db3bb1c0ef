// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: nothing.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { BlobStore, ReleasedBlobs } from '#platform/storage';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { runSql } from '../../../test/support/sql.js';
import { contentDigest, Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

const MiB = 1024 ** 2;

let api: TestApp;
let maker: Maker;
let origin: string;
let made = 0;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  origin = await api.listen();
  maker = await Maker.in(api);
});
afterAll(() => api?.close());

async function drafted(files: Record<string, string> = {}): Promise<string> {
  made += 1;
  const slug = `app-${made}`;
  await maker.app(slug);
  await maker.draft(slug, '1.0.0', files);
  return slug;
}
const filesOf = async (slug: string, by = maker) => (await by.call('GET', `/${slug}/versions/1.0.0/files`)).json().data;
const version = async (slug: string) => (await maker.call('GET', `/${slug}/versions/1.0.0`)).json();
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
/** The digests of the files that the disk has of a tenant. */
const onDisk = ({ tenant }: Maker) => {
  const folder = join(api.dataDir, 'storage', tenant.id);
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\w{64}$/.test(name))
        .map((name) => name.slice(-64))
        .sort()
    : [];
};
/** The folder is made with the first upload. */
const incoming = () => {
  const folder = join(api.dataDir, 'storage', 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** An upload that the test sends piece by piece, and the status of its answer. */
function begun(by: Maker, path: string, headers: object) {
  const sent = request(new URL(`/v1/catalog/apps${path}`, origin), {
    method: 'PUT',
    headers: { authorization: `Bearer ${by.user.token}`, 'content-type': 'application/octet-stream', ...headers },
  });
  sent.on('error', () => {});
  const answered = Promise.withResolvers<number | undefined>();
  sent.on('response', (answer) => {
    answer.resume();
    answered.resolve(answer.statusCode);
  });
  return { sent, answered: answered.promise };
}
/** Two makers of one tenant that has so much room, and a draft. */
async function two(app: string, room: number): Promise<[Maker, Maker]> {
  const first = await Maker.in(api);
  await first.app(app);
  await first.draft(app, '1.0.0', {});
  await first.limit('storageBytes', room);
  return [first, await Maker.in(api, 'editor', first.tenant)];
}
/** How many uploads of a tenant have reserved room. */
async function reservations({ tenant }: Maker): Promise<number> {
  const sql = `select count(*)::int as n from platform.uploads where tenant_id = '${tenant.id}'`;
  const [row] = await runSql<{ n: number }>(api.database.adminUrl, sql);
  return row?.n ?? 0;
}

describe('an uploaded file', () => {
  it('is listed with the digest of its content, and replaces one with the same path', async () => {
    const slug = await drafted({ 'src/index.js': 'one', 'README.md': '# Read' });
    expect(await filesOf(slug)).toEqual([
      { path: 'README.md', bytes: 6, digest: sha256('# Read') },
      { path: 'src/index.js', bytes: 3, digest: sha256('one') },
    ]);
    const used = await maker.used('storageBytes');
    expect((await maker.upload(slug, '1.0.0', 'README.md', 'shorter'.slice(0, 3))).json()).toEqual({
      path: 'README.md',
      bytes: 3,
      digest: sha256('sho'),
    });
    expect([await maker.used('storageBytes'), (await version(slug)).bytes]).toEqual([used - 3, 6]);
    expect((await maker.call('DELETE', `/${slug}/versions/1.0.0/files?path=README.md`)).statusCode).toBe(204);
    expect((await maker.call('DELETE', `/${slug}/versions/1.0.0/files?path=README.md`)).json().code).toBe(
      'file_not_found',
    );
    expect([await maker.used('storageBytes'), (await version(slug)).fileCount]).toEqual([used - 6, 1]);
  });

  it('is not added to a draft that an import publishes meanwhile', async () => {
    const slug = await drafted({ a: 'a' });
    const { id } = await version(slug);
    const published = `update catalog.versions set state = 'published' where id = '${id}'`;
    await using importing = await heldTransaction(api.database.adminUrl, published);
    const upload = maker.upload(slug, '1.0.0', 'b', 'b');
    await importing.blocks();
    await importing.commit();
    expect((await upload).json().code).toBe('version_not_draft');
    expect(await version(slug)).toMatchObject({ state: 'published', fileCount: 1 });
  });

  it('that arrived otherwise than announced is refused, and leaves nothing', async () => {
    const slug = await drafted();
    const put = (digest: string) =>
      maker.send('PUT', `/${slug}/versions/1.0.0/files?path=a`, 'content', { 'content-digest': digest });
    expect((await put(contentDigest('other'))).json().code).toBe('content_digest_mismatch');
    expect((await put('sha-256=:nonsense:')).json().code).toBe('invalid_content_digest');
    expect([await filesOf(slug), incoming()]).toEqual([[], []]);
    expect((await put(contentDigest('content'))).statusCode).toBe(200);
  });

  it.each([
    ['../a', 'dot_segment'],
    ['/etc/passwd', 'absolute_path'],
    ['a//b', 'empty_segment'],
    ['a\\b', 'backslash'],
    ['C:/a', 'drive_letter'],
    ['.palier/manifest.json', 'reserved_path'],
    ['.PALIER/x', 'reserved_path'],
    ['a\nb', 'control_character'],
    ['é'.repeat(200), 'segment_too_long'],
  ])('may not have the path %j', async (path, reason) => {
    const slug = await drafted();
    expect((await maker.upload(slug, '1.0.0', path, 'a')).json()).toMatchObject({
      status: 422,
      code: 'path_refused',
      reason,
    });
  });

  it.each([
    ['README.md', 'readme.MD'],
    ['caf\u00e9', 'cafe\u0301'],
    ['a', 'a/b'],
    ['a/b/c', 'a/b'],
    ['a/b/c', 'A/B'],
    ['A/b', 'a/B/c'],
  ])('may not stand as %j beside %j', async (one, other) => {
    const slug = await drafted({ [one]: 'one' });
    expect((await maker.upload(slug, '1.0.0', other, 'other')).json()).toMatchObject({
      status: 409,
      code: 'path_clashes',
    });
    expect(await filesOf(slug)).toMatchObject([{ path: one }]);
  });

  it('may stand beside one whose path only begins alike', async () => {
    const slug = await drafted({ 'a-b': '1', 'a.b': '2', 'a/b': '3', ab: '4', 'a/bc': '5' });
    expect(await filesOf(slug)).toHaveLength(5);
  });

  it('goes into a draft only', async () => {
    const slug = await drafted({ a: 'a' });
    await maker.publish(slug, '1.0.0');
    expect((await maker.upload(slug, '1.0.0', 'b', 'b')).json().code).toBe('version_not_draft');
    expect((await maker.call('DELETE', `/${slug}/versions/1.0.0/files?path=a`)).json().code).toBe('version_not_draft');
    expect((await maker.upload(slug, '9.0.0', 'b', 'b')).json().code).toBe('version_not_found');
  });

  it('that is cut off leaves nothing, and is sent again', async () => {
    const slug = await drafted();
    const url = new URL(`/v1/catalog/apps/${slug}/versions/1.0.0/files?path=big`, origin);
    const headers = {
      authorization: `Bearer ${maker.user.token}`,
      'content-type': 'application/octet-stream',
      'content-length': 1_000_000,
    };
    const cut = request(url, { method: 'PUT', headers });
    cut.on('error', () => {});
    cut.write(Buffer.alloc(500_000, 'x'));
    await until(() => incoming().length === 1);
    cut.destroy();
    await until(() => incoming().length === 0);
    expect(await filesOf(slug)).toEqual([]);
    expect((await maker.upload(slug, '1.0.0', 'big', Buffer.alloc(1_000_000, 'x'))).json().bytes).toBe(1_000_000);
  });
});

describe('the disk', () => {
  it('keeps nothing of what was replaced, deleted or refused', async () => {
    const own = await Maker.in(api, 'admin');
    await own.app('tidy');
    await own.draft('tidy', '1.0.0', { same: 'same', twin: 'same' });
    for (let i = 0; i < 15; i += 1) await own.upload('tidy', '1.0.0', 'again', `content ${i}`);
    await own.upload('tidy', '1.0.0', 'again', 'content 14');
    expect((await own.upload('tidy', '1.0.0', 'again/below', 'refused')).json().code).toBe('path_clashes');
    expect((await own.call('DELETE', '/tidy/versions/1.0.0/files?path=twin')).statusCode).toBe(204);
    expect(onDisk(own)).toEqual([sha256('same'), sha256('content 14')].sort());
    expect((await own.call('DELETE', '/tidy/versions/1.0.0')).statusCode).toBe(204);
    expect(onDisk(own)).toEqual([]);
    await own.draft('tidy', '2.0.0', { same: 'same' });
    expect((await own.ended(own.call('DELETE', '/tidy'))).state).toBe('succeeded');
    expect(onDisk(own)).toEqual([]);
  });

  it('counts what it keeps although it was deleted', async () => {
    const own = await Maker.in(api);
    await own.app('held');
    await own.draft('held', '1.0.0', {});
    await own.limit('storageBytes', 1000);
    const store = api.app.get(BlobStore);
    const failing = jest.spyOn(store, 'delete').mockRejectedValue(new Error('away'));
    // Random, so that it takes as many bytes of the disk.
    const [first, second] = [randomBytes(600), randomBytes(600)];
    expect((await own.upload('held', '1.0.0', 'a', first)).statusCode).toBe(200);
    expect((await own.call('DELETE', '/held/versions/1.0.0/files?path=a')).statusCode).toBe(204);
    expect(await own.room('storageBytes')).toBe(1000);
    const refused = (await own.upload('held', '1.0.0', 'a', second)).json();
    expect(refused).toMatchObject({ code: 'quota_exceeded', used: refused.limit - 400 });
    failing.mockRestore();
    // Unless the collection of garbage does, which holds the blob meanwhile.
    await until(async () => {
      await api.app.get(ReleasedBlobs).delete(own.tenant.id);
      return onDisk(own).length === 0;
    });
    expect((await own.upload('held', '1.0.0', 'a', second)).statusCode).toBe(200);
  });

  it('takes no byte that has no room beside the uploads under way', async () => {
    const own = await Maker.in(api);
    await own.app('busy');
    await own.draft('busy', '1.0.0', {});
    await own.limit('storageBytes', 100_000);
    const put = (path: string, headers: object) => begun(own, `/busy/versions/1.0.0/files?path=${path}`, headers);
    const first = put('first', { 'content-length': 80_000 });
    first.sent.write(Buffer.alloc(70_000, 'x'));
    await until(() => incoming().length === 1);
    // Announced, and not: what is free is 20,000 bytes.
    const second = put('second', { 'content-length': 20_001 });
    second.sent.flushHeaders();
    const third = put('third', { 'transfer-encoding': 'chunked' });
    third.sent.end(Buffer.alloc(20_001, 'y'));
    expect([await second.answered, await third.answered]).toEqual([402, 402]);
    second.sent.destroy();
    expect(incoming()).toHaveLength(1);
    first.sent.end(Buffer.alloc(10_000, 'x'));
    expect(await first.answered).toBe(200);
    expect((await own.upload('busy', '1.0.0', 'fourth', Buffer.alloc(20_000))).statusCode).toBe(200);
    expect([await own.room('storageBytes'), incoming()]).toEqual([0, []]);
  });

  it('is left to others by who announces much and sends little, ten uploads at once', async () => {
    const [slow, own] = await two('slow', 100 * MiB);
    const puts = Array.from({ length: 10 }, (_, i) => {
      const put = begun(slow, `/slow/versions/1.0.0/files?path=${i}`, { 'content-length': 20 * MiB });
      put.sent.write('x');
      return put;
    });
    await until(async () => (await reservations(slow)) === 10);
    const eleventh = await slow.upload('slow', '1.0.0', 'eleventh', 'x');
    expect([eleventh.statusCode, eleventh.json().code, eleventh.headers['retry-after']]).toEqual([
      429,
      'too_many_uploads',
      '5',
    ]);
    expect((await own.upload('slow', '1.0.0', 'small', 'small')).statusCode).toBe(200);
    for (const { sent } of puts) sent.destroy();
    await until(async () => (await reservations(slow)) === 0);
    expect((await slow.upload('slow', '1.0.0', 'eleventh', 'x')).statusCode).toBe(200);
  });

  it('keeps nothing of an upload that finds no more room on its way', async () => {
    const [large, own] = await two('late', 20 * MiB);
    const put = begun(large, '/late/versions/1.0.0/files?path=large', { 'content-length': 20 * MiB });
    put.sent.write(randomBytes(MiB));
    await until(() => incoming().length === 1);
    expect((await own.upload('late', '1.0.0', 'other', Buffer.alloc(10 * MiB, 'x'))).statusCode).toBe(200);
    put.sent.end(randomBytes(19 * MiB));
    expect(await put.answered).toBe(402);
    await until(() => incoming().length === 0);
    expect((await filesOf('late', own)).map(({ path }: { path: string }) => path)).toEqual(['other']);
    expect([onDisk(own).length, await own.room('storageBytes'), await reservations(own)]).toEqual([1, 10 * MiB, 0]);
  });
});

describe('the quota of storage', () => {
  it('is never exceeded by a hundred parallel uploads, and given back exactly', async () => {
    const own = await Maker.in(api);
    await own.app('full');
    await own.draft('full', '1.0.0', {});
    const room = 30 * 1000;
    await own.limit('storageBytes', room);
    expect((await own.upload('full', '1.0.0', 'probe', Buffer.alloc(room + 1))).statusCode).toBe(402);
    const makers = [own];
    while (makers.length < 10) makers.push(await Maker.in(api, 'editor', own.tenant));
    // On a busy machine some are refused as too many: they come again, as those of a client do.
    const admitted = async (i: number): Promise<ReturnType<typeof own.upload>> => {
      const answer = await (makers[i % 10] ?? own).upload('full', '1.0.0', `file-${i}`, Buffer.alloc(1000, String(i)));
      return answer.statusCode === 503 && answer.json().code === 'overloaded' ? admitted(i) : answer;
    };
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => admitted(i)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(30);
    expect(answers.filter(({ statusCode }) => statusCode === 402)).toHaveLength(70);
    expect(await own.room('storageBytes')).toBe(0);
    expect(answers.find(({ statusCode }) => statusCode === 402)?.json()).toMatchObject({
      code: 'quota_exceeded',
      quota: 'storageBytes',
    });
    expect((await own.call('DELETE', '/full/versions/1.0.0')).statusCode).toBe(204);
    expect(await own.room('storageBytes')).toBe(room);
  });
});
