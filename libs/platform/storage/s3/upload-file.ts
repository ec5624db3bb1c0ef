import { type FileHandle, open } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.js';
import { PART_BYTES } from './part-buffers.js';
import { uploadInParts } from './upload-in-parts.js';

/** Uploads a file; until it is whole nobody sees any of it. */
export async function uploadFile(bucket: Bucket, key: string, path: string): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  if (size > PART_BYTES) await uploadInParts(bucket, key, file, size);
  else await uploadAtOnce(bucket, key, file, size);
}

async function uploadAtOnce(bucket: Bucket, Key: string, file: FileHandle, size: number): Promise<void> {
  await bucket.buffers.with(file, 0, size, async (part) => {
    const command = new PutObjectCommand({ Bucket: bucket.name, Key, ...part });
    await bucket.guarded.run(() => bucket.uploads.send(command));
  });
}
