// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: nothing; the archives
// are made byte by byte.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { type HostileTarEntry, hostileTar, pax } from '../../../test/support/hostile-tar.js';
import { type HostileEntry, hostileZip } from '../../../test/support/hostile-zip.js';
import { callAs } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { contentDigest, Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { UnpackArchive } from './unpack-archive.job.js';

let api: TestApp;
let maker: Maker;
let made = 0;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  maker = await Maker.in(api);
});
afterAll(() => api?.close());

async function drafted(): Promise<string> {
  made += 1;
  const slug = `app-${made}`;
  await maker.app(slug);
  await maker.draft(slug, '1.0.0', { old: 'old' });
  return slug;
}
const send = (slug: string, entries: HostileEntry[], headers = {}) =>
  maker.send('POST', `/${slug}/versions/1.0.0/archive`, hostileZip(entries), headers);
const pathsOf = async (slug: string) =>
  (await maker.call('GET', `/${slug}/versions/1.0.0/files`)).json().data.map((file: { path: string }) => file.path);
const unpack = (archive: Parameters<UnpackArchive['run']>[0], id: string) =>
  api.app
    .get(UnpackArchive, { strict: false })
    .run(archive, { id, attempt: 1, signal: new AbortController().signal, progress: async () => {} });
/** How many files the disk has of the maker's tenant. */
const onDisk = () => {
  const folder = join(api.dataDir, 'storage', maker.tenant.id);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.filter((name) => /\w{64}$/.test(name)).length;
};
const incoming = () => readdirSync(join(api.dataDir, 'storage', 'incoming'));

it('an archive replaces the files of a draft, counts only what it holds, and leaves nothing else on disk', async () => {
  const [before, kept] = [await maker.used('storageBytes'), onDisk()];
  const slug = await drafted();
  const entries = [
    { name: 'src/', content: '' },
    { name: 'src/index.js', content: newId().repeat(100) },
    { name: 'README.md', content: newId() },
  ];
  await maker.upload(slug, '1.0.0', 'replaced', newId());
  const { state } = await maker.ended(send(slug, entries, { 'content-digest': contentDigest(hostileZip(entries)) }));
  expect(state).toBe('succeeded');
  expect(await pathsOf(slug)).toEqual(['README.md', 'src/index.js']);
  expect(await maker.used('storageBytes')).toBe(before + 3636);
  expect(onDisk()).toBe(kept + 2);
  const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json();
  expect(data[0]).toMatchObject({ step: 'unpacked' });
  expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  expect(incoming()).toEqual([]);
});

it('an archive of hundreds of files is unpacked and published', async () => {
  const slug = await drafted();
  const entries = Array.from({ length: 250 }, (_, i) => ({ name: `${i}`, content: `${i}` }));
  expect(await maker.ended(send(slug, entries))).toMatchObject({ state: 'succeeded' });
  expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  expect((await maker.call('GET', `/${slug}/versions/1.0.0`)).json()).toMatchObject({ fileCount: 250 });
});

it.each<[string, HostileEntry]>([
  ['leads out of the app', { name: '../outside', content: 'a' }],
  ['holds more than it says', { name: 'more', content: randomBytes(1_000_000), bytes: 1000 }],
  ['is a device of Windows', { name: 'src/nul.js', content: 'a' }],
  ['is a link', { name: 'link', content: '/etc/passwd', attributes: 0xa1ff0000 }],
  ['has a bad checksum', { name: 'damaged', content: 'abc', crc32: 1 }],
  ['is of another name in its local header', { name: 'one', content: 'a', local: { name: 'two' } }],
  ['clashes with another by case', { name: 'GOOD', content: 'a' }],
])('an archive with an entry that %s is refused with its name, and the draft stays', async (_, entry) => {
  const slug = await drafted();
  const before = await maker.used('storageBytes');
  const disk = onDisk();
  const { state, error } = await maker.ended(send(slug, [{ name: 'good', content: 'good' }, entry]));
  expect([state, error?.code]).toEqual(['failed', 'archive_refused']);
  expect(error?.detail).toContain(String(entry.name));
  expect([await pathsOf(slug), await maker.used('storageBytes'), incoming()]).toEqual([['old'], before, []]);
  expect(onDisk()).toBe(disk);
  const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json();
  expect(data[0]).toMatchObject({ step: 'unpacking-failed', problem: { code: 'archive_refused' } });
  expect((await maker.upload(slug, '1.0.0', 'new', 'new')).statusCode).toBe(200);
});

/** As `npm pack` makes them. */
const sendTar = (slug: string, entries: HostileTarEntry[], type: string) =>
  maker.send('POST', `/${slug}/versions/1.0.0/archive`, gzipSync(hostileTar(entries)), { 'content-type': type });

it.each(['application/gzip', 'application/x-gzip', 'application/octet-stream', 'application/zip'])(
  'an archive of npm pack replaces the files of a draft, sent as %s',
  async (type) => {
    const before = await maker.used('storageBytes');
    const slug = await drafted();
    const entries = [
      { name: 'package/package.json', content: `{"name":"${newId()}"}` },
      pax({ path: `package/${'long/'.repeat(30)}index.js` }),
      { name: 'package/long/index.js', content: newId() },
    ];
    expect(await maker.ended(sendTar(slug, entries, type))).toMatchObject({ state: 'succeeded' });
    expect(await pathsOf(slug)).toEqual([`${'long/'.repeat(30)}index.js`, 'package.json']);
    expect([await maker.used('storageBytes'), incoming()]).toEqual([before + 36 + 47, []]);
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  },
);

it('what macOS adds to an archive is left out, and named in the result: twenty paths, and how many there are', async () => {
  const added = Array.from({ length: 21 }, (_, i) => ({ name: `__MACOSX/._${i}` }));
  const slug = await drafted();
  expect(await maker.ended(send(slug, [{ name: './a', content: 'a' }, ...added]))).toMatchObject({
    state: 'succeeded',
    result: { files: 1, leftOut: { files: 21, paths: added.slice(0, 20).map(({ name }) => name) } },
  });
  expect(await pathsOf(slug)).toEqual(['a']);
  const { result } = await maker.ended(
    sendTar(slug, [{ name: './a', content: 'a' }, { name: './._a' }], 'application/gzip'),
  );
  expect(result).toEqual({ app: slug, version: '1.0.0', files: 1, leftOut: { files: 1, paths: ['._a'] } });
  expect((await maker.ended(send(slug, [{ name: '.gitkeep', content: '' }]))).result).toEqual({
    app: slug,
    version: '1.0.0',
    files: 1,
  });
});

it.each<[string, HostileTarEntry[]]>([
  ['leads out of the app', [{ name: 'package/../../outside', content: 'a' }]],
  ['is a link', [{ name: 'package/good' }, { name: 'package/link', type: '2' }]],
  ['is there twice', [{ name: 'good' }, { name: 'good' }]],
  ['is larger than it may be', [{ name: 'large', size: '77777777777\0' }]],
  ['decompresses to too much', [{ name: 'zeros', content: Buffer.alloc(5_000_000) }]],
])('a tar with an entry that %s is refused, and the draft stays', async (_, entries) => {
  const slug = await drafted();
  const [before, disk] = [await maker.used('storageBytes'), onDisk()];
  const { state, error } = await maker.ended(sendTar(slug, entries, 'application/gzip'));
  expect([state, error?.code]).toEqual(['failed', 'archive_refused']);
  expect([await pathsOf(slug), await maker.used('storageBytes'), onDisk(), incoming()]).toEqual([
    ['old'],
    before,
    disk,
    [],
  ]);
});

it('an archive without a file is refused, also where only files of macOS are in it', async () => {
  const slug = await drafted();
  for (const ending of [
    () => send(slug, [{ name: '__MACOSX/._a', content: '' }]),
    () => sendTar(slug, [{ name: '._a' }, { name: 'a', type: '5' }], 'application/gzip'),
  ]) {
    const { state, error } = await maker.ended(ending());
    expect([state, error?.detail]).toEqual(['failed', expect.stringContaining('It has no file')]);
  }
  expect(await pathsOf(slug)).toEqual(['old']);
});

it('what is no archive is refused', async () => {
  const slug = await drafted();
  const { state, error } = await maker.ended(maker.send('POST', `/${slug}/versions/1.0.0/archive`, 'plain text'));
  expect([state, error?.code]).toEqual(['failed', 'archive_refused']);
  expect((await maker.send('POST', `/${slug}/versions/1.0.0/archive`, '')).json().code).toBe('empty_body');
  expect((await send(slug, [], { 'content-digest': contentDigest('other') })).json().code).toBe(
    'content_digest_mismatch',
  );
});

it('an archive beyond the quota is refused as a whole', async () => {
  const own = await Maker.in(api);
  await own.app('full');
  await own.draft('full', '1.0.0', {});
  // Small as it is sent, and large as it is unpacked.
  const zip = hostileZip([{ name: 'large', content: Buffer.alloc(900_000, 'ab') }]);
  const room = 100_000;
  await own.limit('storageBytes', room);
  const received = jest.spyOn(api.app.get(Storage), 'receive');
  const large = hostileZip([{ name: 'large', content: randomBytes(room) }]);
  expect((await own.send('POST', '/full/versions/1.0.0/archive', large)).json().code).toBe('quota_exceeded');
  expect(received).not.toHaveBeenCalled();
  const { state, error } = await own.ended(own.send('POST', '/full/versions/1.0.0/archive', zip));
  expect([state, error?.code]).toEqual(['failed', 'quota_exceeded']);
  expect(received).not.toHaveBeenCalledWith(expect.anything(), 100 * 1024 * 1024);
  expect((await own.call('GET', '/full/versions/1.0.0/files')).json().data).toEqual([]);
  expect(await own.room('storageBytes')).toBe(room);
});

describe('an archive that a failed operation left', () => {
  /** Of a draft, with the bytes that it counts. */
  async function leftBehind() {
    const before = await maker.used('storageBytes');
    const slug = await drafted();
    const zip = hostileZip([{ name: 'a', content: newId() }]);
    await maker.upload(slug, '1.0.0', 'zip', zip);
    const archiveId = newId();
    const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/files`)).json();
    const { digest } = data.find(({ path }: { path: string }) => path === 'zip');
    const { id } = (await maker.call('GET', `/${slug}/versions/1.0.0`)).json();
    const tenantId = maker.tenant.id;
    await runSql(
      api.database.adminUrl,
      `${maker.taking('storageBytes', zip.length)};
       insert into catalog.archives (tenant_id, id, version_id, bytes, digest)
       values ('${tenantId}', '${archiveId}', '${id}', ${zip.length}, '${digest}')`,
    );
    return { before, slug, zip, archive: { tenantId, slug, version: '1.0.0', versionId: id, archiveId } };
  }

  /** Then the archive alone refers to its bytes. */
  const deleteItsFile = async (slug: string) =>
    expect((await maker.call('DELETE', `/${slug}/versions/1.0.0/files?path=zip`)).statusCode).toBe(204);

  it('no longer counts once the version is published', async () => {
    const { before, slug } = await leftBehind();
    await deleteItsFile(slug);
    const kept = onDisk();
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
    expect([await maker.used('storageBytes'), onDisk()]).toEqual([before + 'old'.length, kept - 1]);
  });

  it('no longer counts once another was sent', async () => {
    const kept = onDisk();
    const { before, slug } = await leftBehind();
    await deleteItsFile(slug);
    expect(await maker.ended(send(slug, [{ name: 'a', content: newId() }]))).toMatchObject({ state: 'succeeded' });
    expect([await maker.used('storageBytes'), onDisk()]).toEqual([before + 36, kept + 1]);
  });

  it('changes nothing when it is unpacked too late, and no longer counts', async () => {
    const { before, slug, zip, archive } = await leftBehind();
    await expect(unpack(archive, newId())).rejects.toMatchObject({ code: 'archive_gone' });
    expect(await pathsOf(slug)).toEqual(['old', 'zip']);
    expect(await maker.used('storageBytes')).toBe(before + 'old'.length + zip.length);
  });
});

describe('an operation whose archive is gone', () => {
  /** Sends an archive; returns the id of its operation, which has ended. */
  async function sent(slug: string, entry: HostileEntry): Promise<string> {
    const answer = await send(slug, [entry]);
    await maker.ended(Promise.resolve(answer));
    return answer.json().id;
  }

  it('fails when an operator runs it again after a refusal, and says what to do', async () => {
    const slug = await drafted();
    const id = await sent(slug, { name: '../outside', content: 'a' });
    const retry = `/v1/platform/jobs/catalog.unpack-archive/${id}/retry`;
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    await until(async () => (await api.inject({ method: 'POST', url: retry, headers })).statusCode === 200);
    const { state, error } = await until(async () => {
      const operation = (await callAs(api, maker.user.token, 'GET', `/v1/operations/${id}`)).json();
      return operation.state !== 'running' && operation.error?.code !== 'archive_refused' && operation;
    });
    expect([state, error]).toMatchObject(['failed', { code: 'archive_gone', detail: expect.stringContaining('send') }]);
    expect(await pathsOf(slug)).toEqual(['old']);
    const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/steps`)).json();
    expect(data[0]).toMatchObject({ step: 'unpacking-failed', problem: { code: 'archive_refused' } });
  });

  it('succeeds only where its own archive was unpacked and its worker could not say so', async () => {
    const slug = await drafted();
    const [first, second] = [
      await sent(slug, { name: 'first', content: 'a' }),
      await sent(slug, { name: 'second', content: 'b' }),
    ];
    const { id: versionId } = (await maker.call('GET', `/${slug}/versions/1.0.0`)).json();
    const gone = { tenantId: maker.tenant.id, slug, version: '1.0.0', versionId, archiveId: newId() };
    await expect(unpack(gone, first)).rejects.toMatchObject({ code: 'archive_gone' });
    expect(await unpack(gone, second)).toEqual({ app: slug, version: '1.0.0' });
    await maker.call('DELETE', `/${slug}/versions/1.0.0`);
    await expect(unpack(gone, second)).rejects.toMatchObject({ code: 'archive_gone' });
  });
});
