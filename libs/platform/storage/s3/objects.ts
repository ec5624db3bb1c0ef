import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.js';

/** An object of a bucket. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  readonly keptAt: Date;
}

/** How many objects the service lists or deletes in one call. */
const AT_ONCE = 1000;

/** The objects whose key begins with `prefix`, up to a thousand at a time. */
export async function* objectsUnder({ name, calls, guarded }: Bucket, prefix: string): AsyncGenerator<StoredObject[]> {
  let next: string | undefined;
  do {
    const list = { Bucket: name, Prefix: prefix, ContinuationToken: next, MaxKeys: AT_ONCE };
    const page = await guarded.run(() => calls.send(new ListObjectsV2Command(list)));
    yield (page.Contents ?? []).map(({ Key = '', Size = 0, LastModified = new Date() }) => {
      return { key: Key, bytes: Size, keptAt: LastModified };
    });
    next = page.NextContinuationToken;
  } while (next);
}

/** Deletes objects; those that are not there are passed over. @throws Problem as every call does, when one is not deleted */
export async function deleteObjects({ name, calls, guarded }: Bucket, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const Objects = keys.slice(from, from + AT_ONCE).map((Key) => ({ Key }));
    const command = new DeleteObjectsCommand({ Bucket: name, Delete: { Objects, Quiet: true } });
    await guarded.run(async () => {
      const answer = await calls.send(command);
      const kept = answer.Errors?.find(({ Code }) => Code !== 'NoSuchKey');
      if (kept) throw Object.assign(new Error(kept.Message), { name: kept.Code, $metadata: { httpStatusCode: 400 } });
      return answer;
    });
  }
}
