import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryBlobStore, IncomingFiles, ReleasedBlobs, Storage } from '#platform/storage';
import type { TestDatabase } from './test-database.js';

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

export function testStorage({ database }: TestDatabase): TestStorage {
  const directory = mkdtempSync(join(tmpdir(), 'palier-storage-'));
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
