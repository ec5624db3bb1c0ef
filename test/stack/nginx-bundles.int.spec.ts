// Real: nginx with the shipped settings, the API and its worker in this process, its sockets, PostgreSQL, the storage in a
// directory. Faked: nothing; nginx may read the storage as another user of the machine, not by its group.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '#catalog';
import { readZip } from '../support/read-zip.js';
import { Maker } from '../support/studio.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { type Nginx, startNginx } from './nginx.js';
import { needs } from './servers.js';

interface Link {
  readonly url: string;
  readonly bytes: number;
  readonly digest: string;
  readonly fileName: string;
}

needs('nginx')('a bundle through nginx', () => {
  let api: TestApp;
  let nginx: Nginx;
  let link: Link;
  let url: string;
  let zip: Buffer;
  const large = randomBytes(2 * 1024 * 1024);
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(url, { method, headers });

  beforeAll(async () => {
    api = await startTestApp(
      { trustedProxies: ['127.0.0.1'], storageAccelPath: '/_palier_storage/' },
      undefined,
      workers,
    );
    nginx = await startNginx([await api.listen()], { storage: join(api.dataDir, 'storage') });
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await maker.draft('carnet', '1.2.0', { 'index.js': 'export const one = 1;\n'.repeat(500) });
    expect((await maker.upload('carnet', '1.2.0', 'large', large)).statusCode).toBe(200);
    expect(await maker.publish('carnet', '1.2.0')).toMatchObject({ state: 'succeeded' });
    const ask = () => fetch(`${nginx.url}/v1/stores/${maker.tenant.slug}/apps/carnet/downloads`, { method: 'POST' });
    const { status, headers } = await ask();
    expect(status).toBe(202);
    const operation = `${nginx.url}${headers.get('location')}`;
    await until(async () => ((await (await fetch(operation)).json()) as { state: string }).state === 'succeeded');
    link = (await (await ask()).json()) as Link;
    url = `${nginx.url}${new URL(link.url).pathname}`;
    execFileSync('chmod', ['-R', 'a+rX', api.dataDir]);
    zip = Buffer.from(await (await get()).arrayBuffer());
  });
  afterAll(async () => {
    await nginx?.stop();
    await api?.close();
  });

  it('has the bytes of the link, which pass its verification and unpack to the files', async () => {
    expect([zip.length, sha256(zip).toString('hex')]).toEqual([link.bytes, link.digest]);
    expect((await readZip(zip)).get('large')?.equals(large)).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
    const file = join(folder, 'a.zip');
    writeFileSync(file, zip);
    const report = await verifyBundle(file);
    rmSync(folder, { recursive: true });
    expect(report).toMatchObject({ app: 'carnet', version: '1.2.0', files: 2, faults: [] });
  });

  it.each(['GET', 'HEAD'])('has the headers of the API for %s, sent by nginx', async (method) => {
    const answer = await get({}, method);
    expect((await answer.arrayBuffer()).byteLength).toBe(method === 'GET' ? link.bytes : 0);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(link.bytes),
      'content-disposition': `attachment; filename="${link.fileName}"`,
      'cache-control': expect.stringMatching(/^private, max-age=3[56]\d\d, immutable$/),
      'accept-ranges': 'bytes',
      etag: `"${link.digest}"`,
      'repr-digest': `sha-256=:${sha256(zip).toString('base64')}:`,
    });
    // The API sends a Content-Digest with what it sends by itself.
    for (const name of ['x-accel-redirect', 'content-digest'])
      expect([name, answer.headers.get(name)]).toEqual([name, null]);
  });

  it('goes on where it was cut off', async () => {
    const half = Math.floor(link.bytes / 2);
    const part = await get({ range: `bytes=${half}-`, 'if-range': `"${link.digest}"` });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${half}-${link.bytes - 1}/${link.bytes}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(zip.subarray(half))).toBe(true);
    expect((await get({ range: `bytes=${link.bytes}-` })).status).toBe(416);
    expect((await get({ range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  });

  it('is not to be had with a link that was altered', async () => {
    const answer = await fetch(`${url.slice(0, -2)}${url.endsWith('AA') ? 'BB' : 'AA'}`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'link_not_found' }]);
  });
});
