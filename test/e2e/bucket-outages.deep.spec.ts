// Real: the whole API and its worker, PostgreSQL, a bucket of a versitygw, which is killed once. Faked: the network's faults, by
// a proxy; the time limits of the storage, and the tries of jobs and their pauses, which are fewer and shorter.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { declaredJobs } from '#platform/jobs';
import { BlobStore } from '#platform/storage';
import { needs } from '../stack/servers.js';
import { reopenBucket, throughProxy, unfinishedUploads } from '../support/bucket-store.js';
import { readZip } from '../support/read-zip.js';
import { type S3Server, startS3 } from '../support/s3-server.js';
import { runSql } from '../support/sql.js';
import { Maker } from '../support/studio.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

const MIB = 1024 * 1024;

needs('versitygw')('a bundle whose bucket fails', () => {
  let server: S3Server;
  let proxy: TcpProxy;
  let api: TestApp;
  let maker: Maker;
  /** Above a part of an upload, so that the bundle is uploaded in parts. */
  const content = randomBytes(9 * MIB);
  let slug: string;
  let made = 0;
  /** Uploads that the bucket never heard the end of, since it was killed. */
  let left: number;

  beforeAll(async () => {
    server = await startS3();
    proxy = await startProxy(server.port);
    api = await startTestApp({ storageUrl: throughProxy(server, proxy) }, undefined, workers);
    maker = await Maker.in(api);
  });
  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockReturnValue();
    made += 1;
    slug = `app-${made}`;
    await maker.app(slug);
    await maker.draft(slug, '1.0.0', {});
    expect((await maker.upload(slug, '1.0.0', 'large', content)).statusCode).toBe(200);
    expect(await maker.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
    await reopenBucket(api);
    left = await unfinishedUploads(api);
    retries(2, 20);
  });
  afterEach(() => {
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    jest.restoreAllMocks();
    for (const [index, job] of declaredJobs().entries()) Object.assign(job, asDeclared[index]);
  });
  afterAll(async () => {
    await api?.close();
    await proxy?.close();
    await server?.stop();
  });

  const asDeclared = declaredJobs().map(({ tries, backoffMs }) => ({ tries, backoffMs }));
  /** Of jobs that are added from now on. */
  function retries(tries: number, backoffMs: number): void {
    for (const job of declaredJobs()) Object.assign(job, { tries, backoffMs });
  }
  const ask = () => api.inject({ method: 'POST', url: `/v1/stores/${maker.tenant.slug}/apps/${slug}/downloads` });
  const read = async (operation: string) => (await api.inject(operation)).json();
  /** Asks for the bundle; returns its operation. */
  async function begun(): Promise<string> {
    const answer = await ask();
    expect(answer.statusCode).toBe(202);
    return String(answer.headers.location);
  }
  /** The objects of the tenant that the product did not keep as a file of an app. */
  async function halfMade(): Promise<string[]> {
    const digests: string[] = [];
    for await (const { digest } of api.app.get(BlobStore).list(maker.tenant.id)) digests.push(digest);
    const kept = await runSql<{ digest: string }>(
      api.database.adminUrl,
      'select digest from catalog.version_files union select digest from catalog.bundles',
    );
    return digests.filter((digest) => !kept.some((row) => row.digest === digest));
  }
  const received = () => {
    const folder = join(api.dataDir, 'incoming');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const bundles = () =>
    runSql(
      api.database.adminUrl,
      `select from catalog.bundles b join catalog.versions v on v.id = b.version_id
       join catalog.apps a on a.id = v.app_id where a.slug = '${slug}'`,
    );
  async function isRight(): Promise<void> {
    const link = await until(async () => {
      const answer = await ask();
      return answer.statusCode === 200 && answer.json();
    });
    const { headers, statusCode } = await api.inject(new URL(link.url).pathname);
    expect(statusCode).toBe(302);
    const zip = Buffer.from(await (await fetch(String(headers.location))).arrayBuffer());
    expect(createHash('sha256').update(zip).digest('hex')).toBe(link.digest);
    expect((await readZip(zip)).get('large')?.equals(content)).toBe(true);
  }

  it.each<[string, () => void]>([
    ['cuts the connection in mid-upload', () => proxy.disturb('cut', MIB)],
    ['takes no more in mid-upload', () => proxy.disturb('hold', MIB)],
    ['cuts the connection in mid-file', () => proxy.disturbAnswers('cut', MIB)],
    ['sends no more in mid-file', () => proxy.disturbAnswers('hold', MIB)],
  ])('and %s ends in time with a problem, leaves nothing, and is made once the bucket works', async (_, disturb) => {
    disturb();
    const operation = await begun();
    const { error } = await until(async () => {
      const state = await read(operation);
      return state.state === 'failed' && state;
    });
    expect(error).toMatchObject({
      code: 'storage_unavailable',
      detail: expect.stringContaining('again in a moment'),
    });
    expect([await bundles(), received()]).toEqual([[], []]);
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    expect([await halfMade(), await unfinishedUploads(api)]).toEqual([[], left]);
    await isRight();
  });

  it('and is killed in mid-upload is made by the next try, once it is back', async () => {
    // Longer than the bucket takes to come back.
    retries(30, 500);
    proxy.disturb('hold', MIB);
    const operation = await begun();
    await until(async () => (await unfinishedUploads(api)) > left);
    await server.kill();
    expect([await bundles(), (await ask()).statusCode]).toEqual([[], 202]);
    await server.restart();
    proxy.disturb('none');
    expect(await halfMade()).toEqual([]);
    await until(async () => (await read(operation)).state === 'succeeded');
    await isRight();
  });
});
