// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: time, where a link has
// expired; the bucket, in the test of its links; and the loss of a file, which is deleted.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

import { Degradation } from '#platform/flags';
import { Operations } from '#platform/operations';
import { BlobStore } from '#platform/storage';
import { runSql } from '../../../test/support/notes-table.js';
import { freshTenant } from '../../../test/support/signed-in.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/work.js';
import { verifyBundle } from '../bundles/verify-bundle.js';
import { DownloadCounts } from './download-counts.js';
import type { DownloadLinkDto } from './downloads.dto.js';

let api: TestApp;
let maker: Maker;
let made = 0;
const files = { 'index.js': 'export const one = 1;\n'.repeat(500), 'assets/é.bin': '\u0000\u0001', empty: '' };
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  maker = await Maker.in(api);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

async function published(given: Record<string, string> = files, app = maker): Promise<string> {
  made += 1;
  const slug = `app-${made}`;
  await app.app(slug);
  await app.draft(slug, '1.2.0', given);
  const { state } = await app.publish(slug, '1.2.0');
  if (state !== 'succeeded') throw new Error(state);
  return slug;
}
const store = (of = maker) => `/v1/stores/${of.tenant.slug}`;
const ask = (slug: string, payload?: object, of = api) =>
  of.inject({ method: 'POST', url: `${store()}/apps/${slug}/downloads`, ...(payload && { payload }) });
/** Asks until the answer is a link. */
async function linkTo(slug: string, body?: object): Promise<DownloadLinkDto> {
  return until(async (): Promise<DownloadLinkDto | undefined> => {
    const answer = await ask(slug, body);
    if (answer.statusCode !== 200 && answer.statusCode !== 202) throw new Error(answer.body);
    return answer.statusCode === 200 ? answer.json() : undefined;
  });
}
const follow = ({ url }: { url: string }, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  api.inject({ method, url: new URL(url).pathname, headers });
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const pathOf = (digest: string) => join(api.dataDir, 'storage', maker.tenant.id, digest.slice(0, 2), digest);
const counted = async (slug: string): Promise<number> => {
  await api.app.get(DownloadCounts).flush();
  const [row] = await sql<{ n: number }>(
    `select coalesce(sum(downloads), 0)::int as n from catalog.download_counts c
     join catalog.apps a on a.id = c.app_id where a.slug = '${slug}'`,
  );
  return row?.n ?? 0;
};

describe('a bundle', () => {
  it('is made by one job for 500 who ask two processes at once, and then given to each of them', async () => {
    const slug = await published();
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    const first = await Promise.all(Array.from({ length: 500 }, (_, i) => ask(slug, undefined, i % 2 ? beside : api)));
    await beside.close();
    const operations = new Set(first.filter(({ statusCode }) => statusCode === 202).map((answer) => answer.json().id));
    expect(
      [...new Set(first.map(({ statusCode }) => statusCode))].filter((code) => code !== 200 && code !== 202),
    ).toEqual([]);
    expect(operations.size).toBe(1);
    const [operation] = operations;
    const read = () => api.inject(`${store()}/operations/${operation}`);
    await until(async () => (await read()).json().state === 'succeeded');
    expect((await read()).json()).toMatchObject({
      kind: 'catalog.make-bundle',
      result: { app: slug, version: '1.2.0' },
    });
    const links = await Promise.all(Array.from({ length: 500 }, () => ask(slug)));
    expect(new Set(links.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const answers: DownloadLinkDto[] = links.map((link) => link.json());
    expect(new Set(answers.map(({ url }) => url)).size).toBe(500);
    expect(new Set(answers.map(({ digest }) => digest)).size).toBe(1);
    const [row] = await sql<{ n: number }>(
      `select count(*)::int as n from platform.operations where tenant_id = '${maker.tenant.id}'
       and kind = 'catalog.make-bundle' and id >= '${operation}'`,
    );
    expect(row?.n).toBe(1);
  });

  it('has the files byte for byte, and is verified with the published keys', async () => {
    const slug = await published();
    const link = await linkTo(slug);
    const answer = await follow(link);
    const zip = answer.rawPayload;
    expect([answer.statusCode, zip.length]).toEqual([200, link.bytes]);
    expect(createHash('sha256').update(zip).digest('hex')).toBe(link.digest);
    const found: Record<string, string> = {};
    const archive = await fromBufferPromise(zip);
    for await (const entry of archive.eachEntry())
      found[entry.fileName] = String(await buffer(await archive.openReadStreamPromise(entry)));
    const { '.palier/manifest.json': _, ...content } = found;
    expect(content).toEqual(files);

    const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
    const at = (name: string) => join(folder, name);
    writeFileSync(at('a.zip'), zip);
    writeFileSync(at('a.zip.sig'), JSON.stringify(link.signature));
    writeFileSync(at('keys.json'), (await api.inject('/.well-known/signature-keys.json')).body);
    const report = await verifyBundle(at('a.zip'), { signature: at('a.zip.sig'), keys: at('keys.json') });
    rmSync(folder, { recursive: true });
    expect(report).toEqual({
      manifestSha256: link.manifestDigest,
      app: slug,
      version: '1.2.0',
      files: 3,
      signature: { state: 'valid', keyId: link.signature.keyId },
      faults: [],
    });
  });

  it('is the same when it is made again', async () => {
    const slug = await published();
    const { url, expiresAt, ...first } = await linkTo(slug);
    await sql(`delete from catalog.bundles where digest = '${first.digest}'`);
    rmSync(pathOf(first.digest));
    const { url: _url, expiresAt: _expires, ...second } = await linkTo(slug);
    expect(second).toEqual(first);
    expect((await follow({ url })).statusCode).toBe(200);
  });

  it('is stored as it is, also where a tenant uploads the same bytes as a file', async () => {
    const names = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`a-long-folder/file-${i}`, 'x']));
    const slug = await published(names);
    const link = await linkTo(slug);
    const zip = (await follow(link)).rawPayload;
    await maker.app(`${slug}-copy`);
    await maker.draft(`${slug}-copy`, '1.0.0', {});
    expect((await maker.upload(`${slug}-copy`, '1.0.0', 'a.zip', zip)).json()).toMatchObject({ digest: link.digest });
    expect((await follow(link)).rawPayload.equals(zip)).toBe(true);
    expect(await maker.publish(`${slug}-copy`, '1.0.0')).toMatchObject({ state: 'succeeded' });
  });

  it('is of the version that is asked for, or the one that the store shows', async () => {
    const slug = await published();
    await maker.draft(slug, '2.0.0-beta.1', { a: 'a' });
    await maker.publish(slug, '2.0.0-beta.1');
    for (const body of [undefined, {}, { version: '2.0.0-beta.1' }]) {
      const version = body?.version ?? '1.2.0';
      expect(await linkTo(slug, body)).toMatchObject({ version, fileName: `${slug}-${version}.zip` });
    }
  });

  it('cannot be had of what is not published, not kept or withdrawn', async () => {
    const slug = await published();
    await maker.draft(slug, '1.3.0', { a: 'a' });
    const refused = async (app: string, version?: string) => {
      const answer = await ask(app, version === undefined ? undefined : { version });
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('nowhere')).toEqual([404, 'app_not_found']);
    expect(await refused(slug, '9.9.9')).toEqual([404, 'version_not_found']);
    expect(await refused(slug, '1.3.0')).toEqual([404, 'version_not_found']);
    await sql(`update catalog.versions set kept = false where version = '1.2.0' and app_id =
      (select id from catalog.apps where slug = '${slug}' and tenant_id = '${maker.tenant.id}')`);
    expect(await refused(slug)).toEqual([409, 'version_not_kept']);
    await maker.call('POST', `/${slug}/versions/1.2.0/yank`, { reason: 'broken' });
    expect(await refused(slug)).toEqual([404, 'app_not_found']);
    expect(await refused(slug, '1.2.0')).toEqual([410, 'version_yanked']);
    const hidden = await published();
    await maker.call('POST', `/${hidden}/archive`);
    expect(await refused(hidden)).toEqual([404, 'app_not_found']);
  });

  it('goes with its version when that is withdrawn', async () => {
    const slug = await published({ a: `only in ${made}` });
    const { digest } = await linkTo(slug);
    await maker.call('POST', `/${slug}/versions/1.2.0/yank`, { reason: 'broken' });
    expect(await sql(`select from catalog.bundles where digest = '${digest}'`)).toEqual([]);
    const blob = `select maybe_unused_since < now() - interval '1 day' as soon from platform.blobs where digest = '${digest}'`;
    expect(await sql(blob)).toEqual([{ soon: true }]);
  });

  it('is not begun under overload, while those that are there are given out', async () => {
    const [there, other] = [await published(), await published()];
    const link = await linkTo(there);
    const degradation = api.app.get(Degradation);
    await degradation.set(3, 'a test');
    try {
      const refused = await ask(other);
      expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([
        503,
        'degraded',
        '60',
      ]);
      expect([(await ask(there)).statusCode, (await follow(link)).statusCode]).toEqual([200, 200]);
    } finally {
      await degradation.set(0, '');
    }
    expect((await ask(other)).statusCode).toBe(202);
  });

  it('is made by a new operation where the last one failed', async () => {
    const slug = await published({ a: `damaged ${made}` });
    const [{ digest } = { digest: '' }] = (await maker.call('GET', `/${slug}/versions/1.2.0/files`)).json().data;
    rmSync(pathOf(digest));
    const begun = await ask(slug);
    expect(begun.statusCode).toBe(202);
    expect(begun.headers).toMatchObject({
      location: `${store()}/operations/${begun.json().id}`,
      'retry-after': '1',
      'cache-control': 'no-store',
    });
    const failed = await until(async () => {
      const operation = (await api.inject(begun.headers.location as string)).json();
      return operation.state === 'failed' && operation;
    }, 30_000);
    expect(failed.error.code).toBe('blob_missing');
    expect(
      await sql(`select from catalog.bundles b join catalog.versions v on v.id = b.version_id
      join catalog.apps a on a.id = v.app_id where a.slug = '${slug}'`),
    ).toEqual([]);
    writeFileSync(pathOf(digest), `damaged ${made - 1}`);
    const again = await ask(slug);
    expect([again.statusCode, again.json().id === begun.json().id]).toEqual([202, false]);
    expect(await linkTo(slug)).toMatchObject({ version: '1.2.0' });
  }, 60_000);
});

describe('the public operations', () => {
  it('are those of bundles of that store alone', async () => {
    const slug = await published();
    const { id } = (await ask(slug)).json();
    const { data } = await api.app.get(Operations).list(maker.tenant.id, { limit: 100 });
    const other = data.find(({ kind }) => kind === 'catalog.check-version');
    const stranger = await freshTenant(api);
    const codes = await Promise.all(
      [
        `${store()}/operations/${id}`,
        `${store()}/operations/${other?.id}`,
        `/v1/stores/${stranger.slug}/operations/${id}`,
      ].map(async (url) => (await api.inject(url)).statusCode),
    );
    expect(codes).toEqual([200, 404, 404]);
  });
});

describe('a link', () => {
  it('gives the file with what a client needs to check, keep and resume it', async () => {
    const slug = await published();
    const link = await linkTo(slug);
    const base64 = Buffer.from(link.digest, 'hex').toString('base64');
    const whole = await follow(link);
    expect(whole.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(link.bytes),
      'content-disposition': `attachment; filename="${slug}-1.2.0.zip"`,
      'content-digest': `sha-256=:${base64}:`,
      etag: `"${link.digest}"`,
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const part = await follow(link, { range: 'bytes=10-19', 'if-range': `"${link.digest}"` });
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 10-19/${link.bytes}`]);
    expect(part.rawPayload.equals(whole.rawPayload.subarray(10, 20))).toBe(true);
    expect((await follow(link, { 'if-none-match': `"${link.digest}"` })).statusCode).toBe(304);
    expect(Date.parse(String(link.expiresAt)) - Date.now()).toBeGreaterThan(3_590_000);
  });

  it('is refused when any of its bytes differs, and below another store', async () => {
    const link = await linkTo(await published());
    const path = new URL(link.url).pathname;
    const [, token = ''] = path.split('/downloads/');
    const bytes = Buffer.from(token, 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const answer = await api.inject(`${store()}/downloads/${changed.toString('base64url')}`);
      expect([at, answer.statusCode, answer.json().code]).toEqual([at, 404, 'link_not_found']);
    }
    const other = await Maker.in(api);
    expect((await api.inject(`${store(other)}/downloads/${token}`)).json().code).toBe('link_not_found');
    expect((await api.inject(path)).statusCode).toBe(200);
  });

  it('expires after an hour', async () => {
    const link = await linkTo(await published());
    const end = Date.parse(String(link.expiresAt));
    jest.spyOn(Date, 'now').mockReturnValue(end - 1);
    expect((await follow(link)).statusCode).toBe(200);
    jest.spyOn(Date, 'now').mockReturnValue(end);
    const answer = await follow(link);
    expect([answer.statusCode, answer.json().code]).toEqual([410, 'link_expired']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('to a file that is gone says to ask again, and whoever does gets one that works', async () => {
    const slug = await published({ a: `gone ${made}` });
    const link = await linkTo(slug);
    rmSync(pathOf(link.digest));
    expect((await follow(link)).json()).toMatchObject({ status: 404, code: 'bundle_evicted' });
    expect((await ask(slug)).statusCode).toBe(202);
    expect((await follow(await linkTo(slug))).statusCode).toBe(200);
    expect((await follow(link)).statusCode).toBe(200);
  });

  it('leads to nginx, or to the bucket, where they send files', async () => {
    const link = await linkTo(await published());
    const beside = await startTestApp({ storageAccelPath: '/_palier_storage/', dataDir: api.dataDir }, api.database);
    try {
      const path = new URL(link.url).pathname;
      const answer = await beside.inject(path);
      const { id } = maker.tenant;
      expect(answer.headers['x-accel-redirect']).toBe(
        `/_palier_storage/${id}/${link.digest.slice(0, 2)}/${link.digest}`,
      );
      expect([answer.statusCode, answer.body]).toEqual([200, '']);
      const asked: object[] = [];
      jest.spyOn(beside.app.get(BlobStore), 'link').mockImplementation(async (_address, options) => {
        asked.push(options);
        return 'https://bucket.example/a?signature=b';
      });
      const redirect = await beside.inject(path);
      expect([redirect.statusCode, redirect.headers.location]).toEqual([302, 'https://bucket.example/a?signature=b']);
      expect(asked).toEqual([
        {
          seconds: 300,
          contentType: 'application/zip',
          contentDisposition: `attachment; filename="${link.fileName}"`,
          cacheControl: 'public, max-age=31536000, immutable',
        },
      ]);
    } finally {
      await beside.close();
    }
  });
});

describe('a download', () => {
  it('is counted once a link, however many parts are read, and not for HEAD', async () => {
    const slug = await published();
    const link = await linkTo(slug);
    await follow(link, {}, 'HEAD');
    expect(await counted(slug)).toBe(0);
    for (const range of ['bytes=0-3', 'bytes=4-7', 'bytes=8-'])
      expect((await follow(link, { range })).statusCode).toBe(206);
    expect(await counted(slug)).toBe(1);
    await follow(link);
    await follow(await linkTo(slug));
    expect(await counted(slug)).toBe(2);
  });

  it('with two processes is counted once', async () => {
    const slug = await published();
    const link = await linkTo(slug);
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    const path = new URL(link.url).pathname;
    await Promise.all([api, beside].flatMap(({ inject }) => [inject(path), inject(path)]));
    await Promise.all([api, beside].map(({ app }) => app.get(DownloadCounts).flush()));
    await beside.close();
    expect(await counted(slug)).toBe(1);
  });

  it('is written when the process ends', async () => {
    const slug = await published();
    const link = await linkTo(slug);
    const beside = await startTestApp({ dataDir: api.dataDir }, api.database);
    expect((await beside.inject(new URL(link.url).pathname)).statusCode).toBe(200);
    await beside.close();
    expect(await counted(slug)).toBe(1);
  });

  it('notes the use of the bundle, once a minute at most', async () => {
    const slug = await published({ a: `used ${made}` });
    const { digest } = await linkTo(slug);
    const age = (interval: string) =>
      sql(`update catalog.bundles set last_used_at = now() - interval '${interval}' where digest = '${digest}'`);
    const late = async () =>
      (
        await sql(
          `select from catalog.bundles where digest = '${digest}' and last_used_at < now() - interval '20 seconds'`,
        )
      ).length;
    const noted = async () => {
      // As another process would note it, whose memory of a minute ago this one has not.
      const [{ id } = { id: '' }] = await sql<{ id: string }>(
        `select version_id as id from catalog.bundles where digest = '${digest}'`,
      );
      const counts = new DownloadCounts(api.database.database);
      counts.use(maker.tenant.id, id);
      await counts.flush();
    };
    await age('30 seconds');
    await noted();
    expect(await late()).toBe(1);
    await age('61 seconds');
    await noted();
    expect(await late()).toBe(0);
  });
});
