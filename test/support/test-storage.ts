import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryBlobStore, IncomingFiles, Storage } from '#platform/storage';
import type { TestDatabase } from './test-database.js';

/** A storage in a directory of its own, beside a test database. */
export interface TestStorage {
  readonly storage: Storage;
  readonly directory: string;
  remove(): void;
}

export function testStorage({ database }: TestDatabase): TestStorage {
  const directory = mkdtempSync(join(tmpdir(), 'palier-storage-'));
  const incoming = new IncomingFiles(join(directory, 'incoming'));
  const storage = new Storage(database, new DirectoryBlobStore(directory), incoming);
  return { storage, directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
