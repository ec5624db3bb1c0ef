import type { Readable } from 'node:stream';

/** Where the bytes of one blob lie: of a tenant, under the SHA-256 of their content. */
export interface BlobAddress {
  readonly tenantId: string;
  /** 64 hexadecimal digits, lower case. */
  readonly digest: string;
}

/** A part of the stored bytes, from `start` to `end`, both included, from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A blob as the storage has it. */
export interface ListedBlob extends BlobAddress {
  readonly storedBytes: number;
  readonly keptAt: Date;
}

/** How a browser that follows a link shall take the bytes. */
export interface LinkOptions {
  /** How long the link works, in seconds. */
  readonly seconds: number;
  readonly contentType: string;
  readonly contentDisposition: string;
  readonly cacheControl: string;
}

/**
 * Keeps bytes under an address, whatever they are: it neither hashes nor compresses. Two implementations: a directory, and
 * a bucket of an S3-compatible service.
 *
 * All methods throw the problem `storage_unavailable` (503) when the storage cannot be reached, and `storage_full` (507)
 * when it takes no more bytes.
 */
export abstract class BlobStore implements AsyncDisposable {
  /** Where it keeps bytes, without secrets, as in `the directory /srv/palier/storage`. */
  abstract readonly place: string;

  /** Whether it is a disk of this machine: then a backup carries the bytes, otherwise only the list of them. */
  abstract readonly local: boolean;

  /** How many bytes are stored there; undefined when there is no such blob. */
  abstract size(address: BlobAddress): Promise<number | undefined>;

  /**
   * Keeps the bytes of a file, which it may move away, and which was flushed to disk. When this resolves, they survive the
   * end of this process and of its machine. A reader sees all bytes or none. Bytes that are there already are replaced.
   *
   * @param file in the directory `incoming`, see `IncomingFiles`
   */
  abstract keep(address: BlobAddress, file: string): Promise<void>;

  /** @throws Problem `blob_missing` (500) when there is no such blob */
  abstract read(address: BlobAddress, range?: ByteRange): Promise<Readable>;

  /** Deletes blobs of a tenant; those that are not there are passed over. */
  abstract delete(tenantId: string, digests: readonly string[]): Promise<void>;

  /** Deletes every blob of a tenant. */
  abstract deleteTenant(tenantId: string): Promise<void>;

  /** Every blob, or those of one tenant, in any order. */
  abstract list(tenantId?: string): AsyncIterable<ListedBlob>;

  /** A URL that anyone may read the bytes from for a while, without this process; undefined where there is none. */
  abstract link(address: BlobAddress, options: LinkOptions): Promise<string | undefined>;

  /** Throws when the storage cannot be used. */
  abstract check(): Promise<void>;

  abstract close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
