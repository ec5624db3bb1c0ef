import { ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import { BlobStore } from '#platform/storage';
import type { S3Server } from './s3-server.js';
import type { TcpProxy } from './tcp-proxy.js';
import type { TestApp } from './test-app.js';

/** In milliseconds, where the product has seconds. */
const limits = { connectMs: 2000, answerMs: 2000, assembleMs: 5000 };

/** What a storage in a bucket keeps to itself. */
interface BucketStore extends BlobStore {
  readonly constructor: new (location: object, limits: object) => BlobStore;
  readonly location: object;
  readonly bucket: { readonly name: string; readonly calls: S3Client };
}

/** The bucket of a server as `STORAGE_URL`, through a proxy. */
export const throughProxy = ({ url, port }: S3Server, proxy: TcpProxy): string =>
  url.replace(`:${port}`, `:${proxy.port}`);

/** Has an app use its bucket from now on with short time limits, and with connections that were not used before. */
export async function reopenBucket({ app }: TestApp): Promise<void> {
  const store = app.get<BucketStore>(BlobStore);
  await store.close();
  Object.assign(store, new store.constructor(store.location, limits));
}

/** How many uploads in parts the bucket of an app has begun and neither put together nor dropped. */
export async function unfinishedUploads({ app }: TestApp): Promise<number> {
  const { bucket } = app.get<BucketStore>(BlobStore);
  const { Uploads = [] } = await bucket.calls.send(new ListMultipartUploadsCommand({ Bucket: bucket.name }));
  return Uploads.length;
}
