// Real: the whole API, PostgreSQL, a bucket of a versitygw, a storage in a directory. Faked: bundles, which are one of the files
// of their app; the network's faults, by a proxy; the time limits of the bucket, which are short; and the loss of a directory,
// in whose place a file is put.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { needs } from '../stack/servers.js';
import { reopenBucket, throughProxy } from '../support/bucket-store.js';
import { bundled } from '../support/bundled.js';
import { type S3Server, startS3 } from '../support/s3-server.js';
import { Shop } from '../support/shop.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

beforeEach(() => {
  for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockReturnValue();
});
afterEach(() => jest.restoreAllMocks());

/** The path of a link to a bundle. */
async function linked(api: TestApp): Promise<string> {
  const shop = await Shop.open(api);
  await shop.importApps(1);
  return `/v1/stores/${shop.slug}/downloads/${await bundled(shop, 'sample-0')}`;
}

/**
 * Follows a link in several ways at once, and again until the breaker of the bucket is open. A handler that had waited for
 * longer than a request may take would be answered `handler_timeout`.
 */
async function isRefusedInTime(api: TestApp, url: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const asked = [{ url }, { url, headers: { range: 'bytes=0-9' } }, { url, method: 'HEAD' as const }];
    const [whole, part, head] = await Promise.all(asked.map((each) => api.inject(each)));
    for (const answer of [whole, part])
      expect(answer?.json()).toMatchObject({
        status: 503,
        code: 'storage_unavailable',
        detail: expect.stringContaining('again in a moment'),
      });
    expect(head?.statusCode).toBe(503);
  }
}

needs('versitygw')('a link to a bundle in a bucket', () => {
  let server: S3Server;
  let proxy: TcpProxy;
  let api: TestApp;
  let url: string;
  beforeAll(async () => {
    server = await startS3();
    proxy = await startProxy(server.port);
    api = await startTestApp({ storageUrl: throughProxy(server, proxy) });
    url = await linked(api);
  });
  beforeEach(() => reopenBucket(api));
  afterEach(() => proxy.disturbAnswers('none'));
  afterAll(async () => {
    await api?.close();
    await proxy?.close();
    await server?.stop();
  });

  it.each<[string, () => unknown, () => unknown]>([
    ['is away', () => server.kill(), () => server.restart()],
    ['ends its connections', () => proxy.disturbAnswers('cut'), () => proxy.disturbAnswers('none')],
    ['does not answer', () => proxy.disturbAnswers('hold'), () => proxy.disturbAnswers('none')],
  ])('that %s is refused, and leads there once it is back', async (_, goes, comes) => {
    await goes();
    await isRefusedInTime(api, url);
    await comes();
    await until(async () => (await api.inject(url)).statusCode === 302);
    const { headers } = await api.inject(url);
    expect((await fetch(String(headers.location))).status).toBe(200);
  });
});

describe('a link to a bundle in a directory', () => {
  it('that is away is refused, and works once it is back', async () => {
    const api = await startTestApp();
    try {
      const url = await linked(api);
      const folder = join(api.dataDir, 'storage');
      renameSync(folder, `${folder}-away`);
      writeFileSync(folder, '');
      await isRefusedInTime(api, url);
      rmSync(folder);
      renameSync(`${folder}-away`, folder);
      expect((await api.inject(url)).statusCode).toBe(200);
    } finally {
      await api.close();
    }
  });
});
