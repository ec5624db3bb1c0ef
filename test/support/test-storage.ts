import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '#platform/ids';
import { DirectoryBlobStore, IncomingFiles, ReleasedBlobs, Storage } from '#platform/storage';
import type { TestDatabase } from './test-database.js';
import { unnamed } from './unnamed.js';

/** A storage without any file. */
export const noFiles = new DirectoryBlobStore(join(tmpdir(), 'palier-no-files'));

/** A storage in a directory of its own, beside a test database. */
export interface TestStorage {
  readonly storage: Storage;
  readonly store: DirectoryBlobStore;
  readonly incoming: IncomingFiles;
  readonly released: ReleasedBlobs;
  readonly directory: string;
  remove(): void;
}

/** @param directory by default a new one */
export function testStorage(
  { database }: TestDatabase,
  directory = mkdtempSync(join(tmpdir(), 'palier-storage-')),
): TestStorage {
  const incoming = new IncomingFiles(join(directory, 'incoming'));
  const store = new DirectoryBlobStore(directory);
  const storage = new Storage(database, store, incoming);
  const released = new ReleasedBlobs(database, store);
  return {
    storage,
    store,
    incoming,
    released,
    directory,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Keeps a file that a row refers to: that of a version of an app. @returns its digest */
export async function keepVersionFile(
  { storage }: TestStorage,
  tenantId: string,
  content: Uint8Array | string,
): Promise<string> {
  const received = await storage.receive(Readable.from([Buffer.from(content)]), 10_000_000);
  const [app, version] = [newId(), newId()];
  await storage.save({ tenantId }, [received], async (tx) => {
    const insertApp = `insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description)
      values ($1, $2::uuid, 'app-' || $2::text, 'An app', 'an app', '', '')`;
    await tx.run(unnamed(insertApp), tenantId, app);
    const insertVersion = `insert into catalog.versions (tenant_id, id, app_id, version, state) values ($1, $2, $3, '1', 'draft')`;
    await tx.run(unnamed(insertVersion), tenantId, version, app);
    const insertFile = `insert into catalog.version_files values ($1, $2, 'a', 'a', $4, $3)`;
    await tx.run(unnamed(insertFile), tenantId, version, received.digest, received.bytes);
  });
  return received.digest;
}
