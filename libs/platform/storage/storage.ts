import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createInflateRaw, inflateRaw } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Scope, type Transaction } from '#platform/database';
import { declareCapacityQuota } from '#platform/quotas';
import { inTurns } from '#platform/resilience';
import type { Blob } from './blob.js';
import { BlobStore } from './blob-store.js';
import {
  announceBlobs,
  blobsByDigest,
  releaseBlobs,
  storageUse,
  takeBackAnnouncements,
  useBlobs,
} from './blobs.sql.js';
import { deleteReleased } from './delete-released.js';
import { type IncomingFile, IncomingFiles } from './incoming-files.js';
import { storageProblems } from './storage.errors.js';
import { faultOf } from './upkeep/verify-blobs.js';

/** The capacity quota of a tenant's files: the bytes of each row that refers to one, as the tables declare. */
export const storageQuota = declareCapacityQuota({ name: 'storageBytes', count: storageUse });

const inflateAll = promisify(inflateRaw);

/** How many files are moved into the storage at once. */
const AT_ONCE = 8;
/** How often a save begins anew because a blob was deleted between its announcement and its use. */
const TRIES = 3;

/**
 * The files of tenants, each kept once under the SHA-256 of its content. A row that refers to a file is written by `save` or
 * after `use`, in the same transaction; a file that no row refers to any more is deleted.
 */
@Injectable()
export class Storage {
  constructor(
    private readonly database: Database,
    private readonly store: BlobStore,
    @Inject(IncomingFiles) private readonly incoming: IncomingFiles,
  ) {}

  /**
   * Receives a file, which is kept once `save` is called with it.
   *
   * @param limit the most bytes
   * @throws Problem `file_too_large` (413), `storage_full` (507); errors of the source
   */
  receive(source: AsyncIterable<Uint8Array>, limit: number): Promise<IncomingFile> {
    return this.incoming.receive(source, limit);
  }

  /** As `receive`, of a file on disk. */
  receiveFile(path: string, limit: number): Promise<IncomingFile> {
    return this.incoming.receiveFile(path, limit);
  }

  /** Deletes received files that are not kept after all. */
  discard(files: readonly IncomingFile[]): Promise<void> {
    return this.incoming.discard(files);
  }

  /**
   * Keeps received files of the tenant, and then runs `work` in a transaction of this scope, which writes the rows that refer
   * to them. When this resolves, both survive a crash. After a failure no row refers to the files, and they are deleted, at
   * once or by the next collection of garbage, except those that another row refers to or another upload has announced.
   *
   * @throws Problem `storage_unavailable` (503), `storage_full` (507); errors of `work`
   */
  async save<T>(scope: Scope, files: readonly IncomingFile[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    const blobs = [...new Map(files.map((file) => [file.digest, file])).values()];
    try {
      for (let tries = 1; ; tries += 1) {
        const done = await this.trySave(scope, blobs, work);
        if (done) return done.result;
        if (tries === TRIES) throw storageProblems.storage_unavailable({ reason: 'contention' });
      }
    } finally {
      await this.incoming.discard(files);
    }
  }

  /**
   * Lets rows of this transaction refer to blobs that are kept already.
   *
   * @throws Problem `blob_missing` (500) when one is not kept
   */
  async use(tx: Transaction, digests: readonly string[]): Promise<void> {
    const wanted = new Set(digests);
    for (const { digest } of await tx.run(useBlobs, [...wanted], 0)) wanted.delete(digest);
    for (const digest of wanted) throw storageProblems.blob_missing({ digest });
  }

  /**
   * Deletes blobs after the commit that rows of this transaction no longer refer to; those that another row refers to stay.
   * Call it after the rows are deleted. Without it the next collection of garbage deletes them, and so those that are left by a
   * crash or a failure of the storage.
   */
  async release(tx: Transaction, digests: readonly string[]): Promise<void> {
    if (digests.length === 0) return;
    const released = await tx.run(releaseBlobs, digests);
    const [{ tenantId } = {}] = released;
    if (tenantId === undefined) return;
    const each = released.map(({ digest }) => digest);
    tx.afterCommit(() => deleteReleased(this.database, this.store, tenantId, each));
  }

  /** What is known of blobs, by digest; of those that are not kept, nothing. */
  async find(tenantId: string, digests: readonly string[]): Promise<Map<string, Blob>> {
    const rows = await this.database.read({ tenantId }, blobsByDigest, [...new Set(digests)]);
    return new Map(rows.map((row) => [row.digest, row]));
  }

  /** The stored form of a blob. @throws Problem `blob_missing` (500), `storage_unavailable` (503) */
  readStored(tenantId: string, digest: string): Promise<Readable> {
    return this.store.read({ tenantId, digest });
  }

  /** The content of a blob. @throws Problem `blob_missing` (500), `storage_unavailable` (503) */
  async read(tenantId: string, { digest, encoding }: Blob): Promise<Readable> {
    const stored = await this.readStored(tenantId, digest);
    if (encoding === 'identity') return stored;
    const content = createInflateRaw();
    stored.once('error', (error) => content.destroy(error));
    content.once('close', () => stored.destroy());
    return stored.pipe(content);
  }

  /** The whole content of a received file, until `save` or `discard` is called with it. */
  async readReceived({ file, encoding }: IncomingFile): Promise<Buffer> {
    const stored = await readFile(file);
    return encoding === 'identity' ? stored : inflateAll(stored);
  }

  /** @returns undefined where a blob was deleted between its announcement and its use: then nothing is announced any more */
  private async trySave<T>(
    scope: Scope,
    blobs: readonly IncomingFile[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<{ readonly result: T } | undefined> {
    const { tenantId } = scope;
    const digests = blobs.map(({ digest }) => digest);
    const recorded = await this.announce(tenantId, blobs);
    try {
      await inTurns(blobs, AT_ONCE, (file) => this.keep(tenantId, file, recorded.get(file.digest)));
      return await this.database.transaction(scope, async (tx) => {
        const used = await tx.run(useBlobs, digests, 1);
        return used.length === digests.length ? { result: await work(tx) } : undefined;
      });
    } catch (error) {
      await this.takeBack(tenantId, digests);
      throw error;
    }
  }

  /** Else blobs of a failed upload would be kept for a day. Its own failure is ignored: it would hide why the upload failed. */
  private async takeBack(tenantId: string, digests: readonly string[]): Promise<void> {
    if (digests.length === 0) return;
    await this.database
      .transaction({ tenantId }, (tx) => tx.run(takeBackAnnouncements, digests))
      .then(() => deleteReleased(this.database, this.store, tenantId, digests))
      .catch(() => undefined);
  }

  /** @returns the blobs as they are on record, by digest */
  private async announce(tenantId: string, blobs: readonly IncomingFile[]): Promise<Map<string, Blob>> {
    if (blobs.length === 0) return new Map();
    const column = <T>(value: (blob: IncomingFile) => T) => blobs.map(value);
    const rows = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(
        announceBlobs,
        tenantId,
        column(({ digest }) => digest),
        column(({ bytes }) => bytes),
        column(({ crc32 }) => crc32),
        column(({ encoding }) => encoding),
        column(({ storedBytes }) => storedBytes),
      ),
    );
    return new Map(rows.map((row) => [row.digest, row]));
  }

  /**
   * Bytes that are as the record says stay: another zlib deflates the same content otherwise. On this machine their content is
   * read, so that an upload mends a damaged file; a bucket watches over its bytes itself.
   */
  private async keep(tenantId: string, { digest, file }: IncomingFile, recorded: Blob | undefined): Promise<void> {
    const address = { tenantId, digest };
    const { store } = this;
    if (recorded && store.local && (await faultOf(store, { tenantId, ...recorded })) === undefined) return;
    if (!store.local && (await store.size(address)) === recorded?.storedBytes) return;
    await store.keep(address, file);
  }
}
