import type { Stats } from 'node:fs';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { blobPath, isDigest } from './blob-path.js';
import { type BlobAddress, BlobStore, type ByteRange, type ListedBlob } from './blob-store.js';
import { storageProblems } from './storage.errors.js';

/** Directories that are known to be flushed, at most. */
const MOST_FLUSHED = 100_000;
/** Codes of a disk that is full. */
const full = new Set(['ENOSPC', 'EDQUOT']);

/** Keeps blobs in a directory: `<tenant>/<first two digits>/<digest>`. */
export class DirectoryBlobStore extends BlobStore {
  readonly local = true;
  /** The directories whose own names this process has flushed. */
  private readonly flushed = new Set<string>();

  constructor(private readonly root: string) {
    super();
  }

  get place(): string {
    return `the directory ${this.root}`;
  }

  override async size(address: BlobAddress): Promise<number | undefined> {
    return (await this.stats(address))?.size;
  }

  override async keep(address: BlobAddress, file: string): Promise<void> {
    const path = this.path(address);
    await this.access(async () => {
      await mkdir(dirname(path), { recursive: true, mode: 0o750 });
      await rename(file, path);
      // The name is in the directory, and the directory's in the one above.
      await flush(dirname(path));
      await this.flushAbove(dirname(path));
    });
  }

  override async read(address: BlobAddress, range?: ByteRange): Promise<Readable> {
    const path = this.path(address);
    return this.access(async () => {
      const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw storageProblems.blob_missing({ digest: address.digest });
        throw error;
      });
      return createReadStream('', { fd: handle, ...range });
    });
  }

  override async delete(tenantId: string, digests: readonly string[]): Promise<void> {
    await this.access(async () => {
      for (const digest of digests) await rm(this.path({ tenantId, digest }), { force: true });
    });
  }

  override async deleteTenant(tenantId: string): Promise<void> {
    this.flushed.clear();
    await this.access(() => rm(this.path({ tenantId }), { recursive: true, force: true }));
  }

  override async *list(tenantId?: string): AsyncGenerator<ListedBlob> {
    const tenants = tenantId === undefined ? await names(this.root) : [tenantId];
    for (const tenant of tenants) {
      for (const part of await names(join(this.root, tenant))) {
        for (const digest of await names(join(this.root, tenant, part))) {
          const stats = isDigest(digest) ? await this.stats({ tenantId: tenant, digest }) : undefined;
          if (stats) yield { tenantId: tenant, digest, storedBytes: stats.size, keptAt: stats.mtime };
        }
      }
    }
  }

  override async link(): Promise<undefined> {
    return undefined;
  }

  override async check(): Promise<void> {
    await this.access(async () => {
      await mkdir(this.root, { recursive: true, mode: 0o750 });
      await access(this.root, constants.R_OK | constants.W_OK | constants.X_OK);
    });
  }

  override async close(): Promise<void> {}

  private async flushAbove(directory: string): Promise<void> {
    if (this.flushed.has(directory)) return;
    for (const above of [dirname(directory), this.root]) await flush(above);
    if (this.flushed.size >= MOST_FLUSHED) this.flushed.clear();
    this.flushed.add(directory);
  }

  private path(address: { tenantId: string; digest?: string }): string {
    return join(this.root, blobPath(address));
  }

  private stats(address: BlobAddress): Promise<Stats | undefined> {
    return this.access(() =>
      stat(this.path(address)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    );
  }

  /** @throws Problem `storage_unavailable` (503); an error of a full disk unchanged */
  private async access<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (syscall === undefined || full.has(code ?? '')) throw error;
      throw storageProblems.storage_unavailable({ reason: code ?? 'unknown' }, { cause: error });
    }
  }
}

/** The names in a directory; none where there is no such directory. */
async function names(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

/** Windows cannot open a directory. */
async function flush(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(directory);
  await handle.sync();
}
