// Real: a versitygw, an S3-compatible service that verifies checksums, and a TCP proxy before it. Faked: the network's faults, by the proxy.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { Logger } from '@nestjs/common';
import { newId } from '#platform/ids';
import { breakers } from '#platform/resilience';
import { needs } from '../../../../test/stack/servers.js';
import { type S3Server, startS3 } from '../../../../test/support/s3-server.js';
import { startProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import { until } from '../../../../test/support/until.js';
import type { BlobAddress } from '../blob-store.js';
import { readStorageUrl, type S3Location } from '../storage-url.js';
import { openClients } from './clients.js';
import { S3BlobStore } from './s3-blob-store.js';

const MIB = 1024 * 1024;
const limits = { connectMs: 500, answerMs: 2000, assembleMs: 5000 };
const away = { code: 'storage_unavailable', status: 503 };
/** A call was given up by this limit of the store, and by no other. */
const lateAfter = (ms: number) => ({ ...away, cause: { message: expect.stringContaining(`${ms} ms`) } });

needs('versitygw')('the storage in a bucket behind a bad network', () => {
  let server: S3Server;
  let proxy: TcpProxy;
  let location: S3Location;
  let store: S3BlobStore;
  let incoming: string;
  let address: BlobAddress;

  beforeAll(async () => {
    server = await startS3();
    incoming = mkdtempSync(join(tmpdir(), 'palier-incoming-'));
  });
  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockReturnValue();
    proxy = await startProxy(server.port);
    location = readStorageUrl(server.url.replace(`:${server.port}`, `:${proxy.port}`), '') as S3Location;
    store = new S3BlobStore(location, limits);
    address = { tenantId: newId(), digest: randomBytes(32).toString('hex') };
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await store.close();
    await proxy.close();
  });
  afterAll(async () => {
    rmSync(incoming, { recursive: true, force: true });
    await server.stop();
  });

  function file(bytes: number): string {
    const path = join(incoming, newId());
    writeFileSync(path, randomBytes(bytes));
    return path;
  }
  /** Past the proxy. */
  async function sizeSeen(): Promise<number | undefined> {
    const direct = new S3BlobStore(readStorageUrl(server.url, '') as S3Location);
    const size = await direct.size(address);
    await direct.close();
    return size;
  }
  async function uploadsLeft(): Promise<number> {
    const limits = { connectMs: 1000, answerMs: 1000, assembleMs: 1000 };
    const { calls } = openClients(readStorageUrl(server.url, '') as S3Location, limits);
    const { Uploads = [] } = await calls.send(new ListMultipartUploadsCommand({ Bucket: 'palier' }));
    calls.destroy();
    return Uploads.length;
  }

  it.each([
    ['a small file', MIB],
    ['a file of several parts', 20 * MIB],
  ])('gives up an upload of %s that makes no progress, and nothing is visible', async (_, bytes) => {
    const path = file(bytes);
    proxy.disturb('hold', 512 * 1024);
    await expect(store.keep(address, path)).rejects.toMatchObject(lateAfter(2000));
    expect(existsSync(path)).toBe(true);
    expect(await sizeSeen()).toBeUndefined();
    proxy.disturb('none');
    await store.keep(address, path);
    expect(await sizeSeen()).toBe(bytes);
  });

  it.each([
    ['a small file', MIB],
    ['a file of several parts', 20 * MIB],
  ])('leaves nothing of an upload of %s whose connection is cut', async (_, bytes) => {
    proxy.disturb('cut', 512 * 1024);
    await expect(store.keep(address, file(bytes))).rejects.toMatchObject(away);
    expect(await sizeSeen()).toBeUndefined();
    expect(await uploadsLeft()).toBe(0);
  });

  it('calls again when its connection was closed meanwhile', async () => {
    await store.check();
    proxy.disturb('cut');
    const size = store.size(address);
    await until(() => proxy.connections() === 0);
    proxy.disturb('none');
    await expect(size).resolves.toBeUndefined();
  });

  it('is refused by the service when an upload was altered on its way, and nothing is visible', async () => {
    // With the limits of time of a deployment: a busy service may take seconds to refuse 20 MiB.
    const patient = new S3BlobStore(location);
    proxy.disturb('alter', 512 * 1024);
    await expect(patient.keep(address, file(MIB))).rejects.toThrow('SHA256Mismatch');
    await expect(patient.keep(address, file(20 * MIB))).rejects.toThrow('SHA256Mismatch');
    await patient.close();
    proxy.disturb('none');
    expect(await sizeSeen()).toBeUndefined();
  });

  it('ends a download that stalls or is cut with an error', async () => {
    await store.keep(address, file(4 * MIB));
    proxy.disturbAnswers('hold', MIB);
    await expect(store.read(address).then(buffer)).rejects.toMatchObject(away);
    proxy.disturbAnswers('cut', MIB);
    await expect(store.read(address).then(buffer)).rejects.toMatchObject(away);
  });

  it('lets a reader take its time', async () => {
    await store.keep(address, file(4 * MIB));
    const silent = await startProxy(server.port);
    const beside = new S3BlobStore(
      readStorageUrl(server.url.replace(`:${server.port}`, `:${silent.port}`), '') as S3Location,
      limits,
    );
    silent.disturbAnswers('hold');
    let received = 0;
    for await (const chunk of await store.read(address)) {
      // Two calls are given up, one after the other, before the reader goes on.
      for (let calls = 0; received === 0 && calls < 2; calls += 1) {
        await expect(beside.size(address)).rejects.toMatchObject(away);
      }
      received += chunk.length;
    }
    expect(received).toBe(4 * MIB);
    await beside.close();
    await silent.close();
  });

  it('closes the connection of a download that nobody reads', async () => {
    await store.keep(address, file(4 * MIB));
    const before = proxy.connections();
    const body = await store.read(address);
    expect(proxy.connections()).toBe(before + 1);
    body.destroy();
    await until(() => proxy.connections() === before);
  });

  it('gives up a call that is not answered, without a second try', async () => {
    proxy.disturbAnswers('hold');
    await expect(store.size(address)).rejects.toMatchObject(lateAfter(2000));
    expect(proxy.accepted()).toBe(1);
  });

  it('refuses calls at once while the service is away, and resumes when it is back', async () => {
    await store.keep(address, file(10));
    await server.kill();
    for (let call = 0; call < 5; call += 1) await expect(store.size(address)).rejects.toMatchObject(away);
    expect(breakers()).toEqual([{ name: 'storage', open: true }]);
    await expect(store.read(address)).rejects.toThrow('suspended');
    const link = { seconds: 1, contentType: 'a/b', contentDisposition: 'inline', cacheControl: 'private' };
    await expect(store.link(address, link)).rejects.toThrow('suspended');
    await server.restart();
    await until(() => !breakers().some(({ open }) => open));
    expect(await buffer(await store.read(address))).toHaveLength(10);
  });
});
