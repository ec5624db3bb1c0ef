import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { isUuid } from '#platform/ids';
import { blobPath, isDigest } from '../blob-path.js';
import { type BlobAddress, BlobStore, type ByteRange, type LinkOptions, type ListedBlob } from '../blob-store.js';
import { storageProblems } from '../storage.errors.js';
import { describeStorage, type S3Location } from '../storage-url.js';
import type { Bucket } from './bucket.js';
import { openClients, type S3Limits } from './clients.js';
import { GuardedCalls } from './guarded-calls.js';
import { deleteObjects, objectsUnder } from './objects.js';
import { PartBuffers } from './part-buffers.js';
import { untilStalled } from './until-stalled.js';
import { uploadFile } from './upload-file.js';

/** Keeps blobs in a bucket, under the keys `[<prefix>/]<tenant>/<first two digits>/<digest>`. */
export class S3BlobStore extends BlobStore {
  readonly place: string;
  readonly local = false;
  private readonly bucket: Bucket;

  /** @param limits tests have shorter ones */
  constructor(
    private readonly location: S3Location,
    private readonly limits: S3Limits = { connectMs: 2000, answerMs: 10_000, assembleMs: 60_000 },
  ) {
    super();
    this.place = describeStorage(location);
    this.bucket = {
      name: location.bucket,
      ...openClients(location, limits),
      guarded: new GuardedCalls(() => this.listOne()),
      buffers: new PartBuffers(),
      assembleMs: limits.assembleMs,
    };
  }

  override async size(address: BlobAddress): Promise<number | undefined> {
    const command = new HeadObjectCommand(this.object(address));
    const found = await this.bucket.guarded.find(() => this.bucket.calls.send(command));
    return found?.ContentLength;
  }

  override async keep(address: BlobAddress, file: string): Promise<void> {
    await uploadFile(this.bucket, this.key(address), file);
    await rm(file, { force: true });
  }

  override async read(address: BlobAddress, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const command = new GetObjectCommand({ ...this.object(address), Range });
    const found = await this.bucket.guarded.find(() => this.bucket.calls.send(command));
    if (!found) throw storageProblems.blob_missing({ digest: address.digest });
    const body = found.Body as Readable;
    const bytes = Readable.from(this.chunks(body), { objectMode: false });
    // A generator that was never asked for a chunk does not end its source.
    return bytes.once('close', () => body.destroy());
  }

  override async delete(tenantId: string, digests: readonly string[]): Promise<void> {
    const keys = digests.map((digest) => this.key({ tenantId, digest }));
    await deleteObjects(this.bucket, keys);
  }

  override async deleteTenant(tenantId: string): Promise<void> {
    for await (const objects of objectsUnder(this.bucket, `${this.key({ tenantId })}/`)) {
      await deleteObjects(
        this.bucket,
        objects.map(({ key }) => key),
      );
    }
  }

  override async *list(tenantId?: string): AsyncGenerator<ListedBlob> {
    const { prefix } = this.location;
    const under = tenantId === undefined ? prefix : `${this.key({ tenantId })}/`;
    for await (const objects of objectsUnder(this.bucket, under)) {
      for (const { key, bytes, keptAt } of objects) {
        const [owner = '', part, digest = '', ...more] = key.slice(prefix.length).split('/');
        // The bucket may have objects of others too.
        const own = isUuid(owner) && isDigest(digest) && part === digest.slice(0, 2) && more.length === 0;
        if (own) yield { tenantId: owner, digest, storedBytes: bytes, keptAt };
      }
    }
  }

  override async link(address: BlobAddress, options: LinkOptions): Promise<string> {
    this.bucket.guarded.assertNotSuspended();
    const command = new GetObjectCommand({
      ...this.object(address),
      ResponseContentType: options.contentType,
      ResponseContentDisposition: options.contentDisposition,
      ResponseCacheControl: options.cacheControl,
    });
    return getSignedUrl(this.bucket.calls, command, { expiresIn: options.seconds });
  }

  override async check(): Promise<void> {
    await this.bucket.guarded.run(() => this.listOne());
  }

  override async close(): Promise<void> {
    const { calls, guarded, uploads } = this.bucket;
    guarded.end();
    calls.destroy();
    uploads.destroy();
  }

  private key(address: { tenantId: string; digest?: string }): string {
    return `${this.location.prefix}${blobPath(address)}`;
  }

  private object(address: BlobAddress): { Bucket: string; Key: string } {
    return { Bucket: this.location.bucket, Key: this.key(address) };
  }

  /** Not HeadBucket, whose answer does not say what is wrong. */
  private listOne() {
    const { bucket, prefix } = this.location;
    return this.bucket.calls.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }));
  }

  private async *chunks(body: Readable): AsyncGenerator<Buffer> {
    try {
      yield* untilStalled(body, this.limits.answerMs);
    } catch (error) {
      throw this.bucket.guarded.problem(error);
    }
  }
}
