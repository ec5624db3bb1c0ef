// Real: a versitygw, an S3-compatible service, on a disk that is full. Faked: nothing.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { needs } from '../../../../test/stack/servers.js';
import { type S3Server, startS3 } from '../../../../test/support/s3-server.js';
import { needsDisks, type SmallDisk, smallDisk } from '../../../../test/support/small-disk.js';
import { readStorageUrl, type S3Location } from '../storage-url.js';
import { S3BlobStore } from './s3-blob-store.js';

const MIB = 1024 * 1024;

needs('versitygw')('the storage in a bucket', () => {
  needsDisks('whose service has a full disk', () => {
    let disk: SmallDisk;
    let server: S3Server;
    let store: S3BlobStore;
    let incoming: string;

    beforeAll(async () => {
      disk = smallDisk(4) as SmallDisk;
      server = await startS3(disk.path);
      store = new S3BlobStore(readStorageUrl(server.url, '') as S3Location);
      incoming = mkdtempSync(join(tmpdir(), 'palier-incoming-'));
    });
    afterAll(async () => {
      await store.close();
      await server.stop();
      disk.remove();
      rmSync(incoming, { recursive: true, force: true });
    });

    it.each([6, 20])('says so to a file of %d MiB, which stays and is not visible', async (size) => {
      const file = join(incoming, newId());
      writeFileSync(file, randomBytes(size * MIB));
      const address = { tenantId: newId(), digest: randomBytes(32).toString('hex') };
      await expect(store.keep(address, file)).rejects.toMatchObject({ code: 'storage_full', status: 507 });
      expect(existsSync(file)).toBe(true);
      expect(await store.size(address)).toBeUndefined();
    });
  });
});
