import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { blobPath } from './blob-path.js';
import { type BlobAddress, BlobStore, type ByteRange, type LinkOptions } from './blob-store.js';

/** Where the stored bytes of a blob come from, as `@AnswersFile` of `#platform/http` takes it. */
export type DeliveredBlob =
  | { readonly redirect: string }
  | { readonly accel: string }
  | { open(range?: ByteRange): Promise<Readable> };

/** Decides how the stored bytes of a blob reach a client. */
@Injectable()
export class BlobDelivery {
  constructor(
    private readonly store: BlobStore,
    private readonly settings: Settings,
  ) {}

  /**
   * By a link to the bucket where there is one; by nginx, from the folder of the storage, where STORAGE_ACCEL_PATH is set; or
   * through this process.
   *
   * @param bytes that are stored there; with any other number the blob is not that one
   * @returns undefined when there is no such blob
   * @throws Problem `storage_unavailable` (503)
   */
  async of(address: BlobAddress, bytes: number, link: LinkOptions): Promise<DeliveredBlob | undefined> {
    if ((await this.store.size(address)) !== bytes) return undefined;
    const redirect = await this.store.link(address, link);
    if (redirect !== undefined) return { redirect };
    const { storageAccelPath } = this.settings;
    if (storageAccelPath !== undefined)
      return { accel: `${storageAccelPath.replace(/\/+$/, '')}/${blobPath(address)}` };
    return { open: (range) => this.store.read(address, range) };
  }
}
