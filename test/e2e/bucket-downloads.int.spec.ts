// Real: the whole API and its worker, PostgreSQL, a bucket of a versitygw, HTTP on loopback, a client that follows redirects.
// Faked: nothing.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '#catalog';
import { needs } from '../stack/servers.js';
import { readZip } from '../support/read-zip.js';
import { type S3Server, startS3 } from '../support/s3-server.js';
import { Maker } from '../support/studio.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

interface Link {
  readonly url: string;
  readonly bytes: number;
  readonly digest: string;
  readonly fileName: string;
  readonly signature: object;
}

needs('versitygw')('a bundle in a bucket', () => {
  let server: S3Server;
  let api: TestApp;
  let base: string;
  let link: Link;
  let url: string;
  let zip: Buffer;
  const files = new Map<string, Buffer>([
    ['index.js', Buffer.from('export const one = 1;\n'.repeat(500))],
    ['assets/é.bin', randomBytes(3 * 1024 * 1024)],
    ['empty', Buffer.alloc(0)],
  ]);

  beforeAll(async () => {
    server = await startS3();
    api = await startTestApp({ storageUrl: server.url }, undefined, workers);
    base = await api.listen();
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await maker.draft('carnet', '1.2.0', {});
    for (const [path, content] of files)
      expect((await maker.upload('carnet', '1.2.0', path, content)).statusCode).toBe(200);
    expect(await maker.publish('carnet', '1.2.0')).toMatchObject({ state: 'succeeded' });
    const ask = () => fetch(`${base}/v1/stores/${maker.tenant.slug}/apps/carnet/downloads`, { method: 'POST' });
    const first = await ask();
    expect(first.status).toBe(202);
    const operation = `${base}${first.headers.get('location')}`;
    await until(async () => ((await (await fetch(operation)).json()) as { state: string }).state === 'succeeded');
    link = (await (await ask()).json()) as Link;
    url = `${base}${new URL(link.url).pathname}`;
    zip = Buffer.from(await (await fetch(url)).arrayBuffer());
  });
  afterAll(async () => {
    await api?.close();
    await server?.stop();
  });

  it('is sent from there to whoever follows the link', async () => {
    const answer = await fetch(url);
    expect([answer.status, new URL(answer.url).port]).toEqual([200, String(server.port)]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(link.bytes),
      'content-disposition': `attachment; filename="${link.fileName}"`,
      'cache-control': 'private, max-age=300, immutable',
    });
    expect(
      createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex'),
    ).toBe(link.digest);
  });

  it('is a ZIP that passes its verification and unpacks to the files', async () => {
    const entries = await readZip(zip);
    expect(entries.delete('.palier/manifest.json')).toBe(true);
    expect([...entries.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, content] of files) expect(entries.get(path)?.equals(content)).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
    const [file, signature, keys] = ['a.zip', 'a.zip.sig', 'keys.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(file, zip);
    writeFileSync(signature, JSON.stringify(link.signature));
    writeFileSync(keys, await (await fetch(`${base}/.well-known/signature-keys.json`)).text());
    const report = await verifyBundle(file, { signature, keys });
    rmSync(folder, { recursive: true });
    expect(report).toMatchObject({ app: 'carnet', files: 3, signature: { state: 'valid' }, faults: [] });
  });

  it('is to be had in parts, through the redirect too', async () => {
    for (const [from, to] of [
      [0, 9],
      [1_000_000, 1_999_999],
      [10, link.bytes - 1],
    ] as const) {
      const part = await fetch(url, { headers: { range: `bytes=${from}-${to}` } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${link.bytes}`]);
      expect(Buffer.from(await part.arrayBuffer()).equals(zip.subarray(from, to + 1))).toBe(true);
    }
    expect((await fetch(url, { headers: { range: `bytes=${link.bytes}-` } })).status).toBe(416);
  });

  it('is described for HEAD, which the link of the bucket would refuse', async () => {
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(link.bytes)]);
  });
});
