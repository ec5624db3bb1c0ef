// Real: a versitygw, an S3-compatible service that verifies signatures and checksums. Faked: nothing.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { newId } from '#platform/ids';
import { breakers } from '#platform/resilience';
import { needs } from '../../../../test/stack/servers.js';
import { type S3Server, startS3 } from '../../../../test/support/s3-server.js';
import { until } from '../../../../test/support/until.js';
import type { BlobAddress } from '../blob-store.js';
import { readStorageUrl, type S3Location } from '../storage-url.js';
import { S3BlobStore } from './s3-blob-store.js';

const link = {
  seconds: 60,
  contentType: 'text/css',
  contentDisposition: 'attachment; filename="a.css"',
  cacheControl: 'private',
};

needs('versitygw')('the storage in a bucket', () => {
  let server: S3Server;
  let store: S3BlobStore;
  let incoming: string;
  let tenantId: string;
  const opened: S3BlobStore[] = [];

  beforeAll(async () => {
    server = await startS3();
    incoming = mkdtempSync(join(tmpdir(), 'palier-incoming-'));
    store = open();
  });
  beforeEach(() => {
    tenantId = newId();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    for (const each of opened) await each.close();
    rmSync(incoming, { recursive: true, force: true });
    await server.stop();
  });

  function open(parts: Partial<S3Location> = {}, url = server.url): S3BlobStore {
    const made = new S3BlobStore({ ...(readStorageUrl(url, '') as S3Location), ...parts });
    opened.push(made);
    return made;
  }
  const address = (): BlobAddress => ({ tenantId, digest: randomBytes(32).toString('hex') });
  function file(content: string | Buffer): string {
    const path = join(incoming, newId());
    writeFileSync(path, content);
    return path;
  }
  const begunAt = Date.now();
  async function kept(content: string | Buffer, at = address(), by = store): Promise<BlobAddress> {
    await by.keep(at, file(content));
    return at;
  }
  async function listed(tenant?: string, by = store) {
    const found = [];
    for await (const { keptAt, ...blob } of by.list(tenant)) {
      // In whole seconds.
      expect(keptAt.getTime() + 1000).toBeGreaterThan(begunAt);
      expect(keptAt.getTime()).toBeLessThanOrEqual(Date.now());
      found.push(blob);
    }
    return found;
  }

  it('keeps the bytes of a file, which is gone then', async () => {
    const [path, at] = [file('some bytes'), address()];
    await store.keep(at, path);
    expect(existsSync(path)).toBe(false);
    expect(await text(await store.read(at))).toBe('some bytes');
    expect(await store.size(at)).toBe(10);
    expect(existsSync(join(server.objects, tenantId, at.digest.slice(0, 2), at.digest))).toBe(true);
  });

  it('keeps an empty file, and replaces what is there', async () => {
    const at = await kept('');
    expect([await store.size(at), await text(await store.read(at))]).toEqual([0, '']);
    await kept('more', at);
    expect(await text(await store.read(at))).toBe('more');
  });

  it('reads a range of bytes, both ends included', async () => {
    const at = await kept('0123456789');
    expect(await text(await store.read(at, { start: 2, end: 4 }))).toBe('234');
    expect(await text(await store.read(at, { start: 0, end: 0 }))).toBe('0');
  });

  it('keeps a file of several parts', async () => {
    const content = randomBytes(20 * 1024 * 1024 + 7);
    const at = await kept(content);
    expect(content.equals(await buffer(await store.read(at)))).toBe(true);
    const end = content.length - 1;
    expect((await buffer(await store.read(at, { start: end - 4, end }))).equals(content.subarray(-5))).toBe(true);
  });

  it('says that bytes are missing', async () => {
    const at = address();
    expect(await store.size(at)).toBeUndefined();
    await expect(store.read(at)).rejects.toMatchObject({ code: 'blob_missing', status: 500 });
  });

  it('deletes blobs, and passes over those that are not there', async () => {
    const [gone, stays] = [await kept('a'), await kept('b')];
    await store.delete(tenantId, [gone.digest, address().digest]);
    await store.delete(tenantId, []);
    expect([await store.size(gone), await store.size(stays)]).toEqual([undefined, 1]);
  });

  it('lists the blobs of a tenant or of all, and nothing else in the bucket', async () => {
    const [one, two] = [await kept('a'), await kept('bc')];
    tenantId = newId();
    const other = await kept('def');
    for (const foreign of ['notes.txt', `${tenantId}/zz/${one.digest}`, `${tenantId}/readme`]) {
      mkdirSync(dirname(join(server.objects, foreign)), { recursive: true });
      writeFileSync(join(server.objects, foreign), 'foreign');
    }
    const ofOne = await listed(one.tenantId);
    expect(ofOne).toHaveLength(2);
    expect(ofOne).toEqual(
      expect.arrayContaining([
        { ...one, storedBytes: 1 },
        { ...two, storedBytes: 2 },
      ]),
    );
    expect(await listed(tenantId)).toEqual([{ ...other, storedBytes: 3 }]);
    expect(await listed()).toEqual(expect.arrayContaining([...ofOne, { ...other, storedBytes: 3 }]));
  });

  it('lists and deletes more blobs of a tenant than a call of the service takes, and none of another', async () => {
    const other = await kept('stays');
    tenantId = newId();
    const digests = Array.from({ length: 1001 }, () => address().digest);
    for (const digest of digests) {
      const path = join(server.objects, tenantId, digest.slice(0, 2), digest);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'x');
    }
    const found = await listed(tenantId);
    expect(new Set(found.map(({ digest }) => digest))).toEqual(new Set(digests));
    await store.deleteTenant(tenantId);
    expect(await listed(tenantId)).toEqual([]);
    expect(await store.size(other)).toBe(5);
  });

  it('keeps apart what lies under another prefix', async () => {
    const below = open({ prefix: 'acme/media/' });
    const at = await kept('below', address(), below);
    expect(await store.size(at)).toBeUndefined();
    expect(await listed(tenantId, below)).toEqual([{ ...at, storedBytes: 5 }]);
    expect(await text(await below.read(at))).toBe('below');
    expect(readdirSync(join(server.objects, 'acme', 'media'))).toContain(tenantId);
  });

  it('gives a link that reads without credentials, with the headers that were asked for', async () => {
    const url = await store.link(await kept('linked'), link);
    const answer = await fetch(url, { headers: { range: 'bytes=0-3' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'link']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/css',
      'content-disposition': 'attachment; filename="a.css"',
      'cache-control': 'private',
    });
  });

  it('gives a link that reads nothing else, writes nothing and expires', async () => {
    const [at, other] = [await kept('linked'), await kept('not linked')];
    const url = await store.link(at, link);
    // The folder has the first letters of the digest, which the time in the query may have too.
    const [path = '', query] = url.split('?');
    const otherPath = path
      .replaceAll(at.digest, other.digest)
      .replace(`/${at.digest.slice(0, 2)}/`, `/${other.digest.slice(0, 2)}/`);
    const altered = [
      `${otherPath}?${query}`,
      url.replace('text%2Fcss', 'text%2Fhtml'),
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'),
    ];
    for (const each of altered) {
      expect(each).not.toBe(url);
      expect((await fetch(each)).status).toBe(403);
    }
    expect((await fetch(url, { method: 'PUT', body: 'mine' })).status).toBe(403);
    const brief = await store.link(at, { ...link, seconds: 1 });
    await until(async () => (await fetch(brief)).status === 403);
    expect(await text(await store.read(at))).toBe('linked');
  });

  it('refuses addresses that could lead elsewhere', async () => {
    const { digest } = await kept('mine');
    const other = newId();
    const wrong = [
      { tenantId: other, digest: `../../${tenantId}/${digest.slice(0, 2)}/${digest}` },
      { tenantId: `${other}/../${tenantId}`, digest },
      { tenantId: '', digest },
      { tenantId, digest: digest.toUpperCase().replace(/^./, 'A') },
      { tenantId, digest: `${digest}\n` },
    ];
    for (const at of wrong) {
      await expect(store.read(at)).rejects.toThrow(TypeError);
      await expect(store.size(at)).rejects.toThrow(TypeError);
      await expect(store.delete(at.tenantId, [at.digest])).rejects.toThrow(TypeError);
      await expect(store.link(at, link)).rejects.toThrow(TypeError);
    }
    await expect(store.deleteTenant(`${other}/../${tenantId}`)).rejects.toThrow(TypeError);
    await expect(listed('..')).rejects.toThrow(TypeError);
  });

  it('says in the log, once, that the service refuses the credentials, and never shows the secret', async () => {
    const lines: string[] = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void lines.push(String(line)));
    const secretAccessKey = 'not-the-secret';
    const stranger = open({ credentials: { accessKeyId: 'AKIAPALIERTESTS', secretAccessKey } });
    await expect(stranger.check()).rejects.toMatchObject({ code: 'storage_unavailable', status: 503 });
    await expect(stranger.keep(address(), file('x'))).rejects.toMatchObject({ code: 'storage_unavailable' });
    for (let call = 0; call < 6; call += 1) {
      await expect(stranger.size(address())).rejects.toMatchObject({ code: 'storage_unavailable' });
    }
    expect(breakers().some(({ open }) => open)).toBe(false);
    expect(lines[0]).toContain('the service refuses the credentials');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.join()).not.toContain(secretAccessKey);
    expect(await listed(tenantId)).toEqual([]);
  });

  it('says that the bucket is missing', async () => {
    const lines: string[] = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void lines.push(String(line)));
    await expect(open({ bucket: 'absent' }).check()).rejects.toThrow('NoSuchBucket');
    await expect(open({ bucket: 'absent' }).keep(address(), file('x'))).rejects.toThrow('NoSuchBucket');
    expect(lines[0]).toContain('make the bucket');
    await expect(store.check()).resolves.toBeUndefined();
  });

  it('shows its place without credentials', () => {
    expect(store.place).toBe(`the bucket palier at http://127.0.0.1:${server.port}`);
  });
});
