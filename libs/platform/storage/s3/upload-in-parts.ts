import type { FileHandle } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { inTurns } from '#platform/resilience';
import type { Bucket } from './bucket.js';
import { PART_BYTES, type Part } from './part-buffers.js';

/** How many parts of a file are sent at once. */
const AT_ONCE = 4;

/** Uploads a file in parts, which the service puts together at the end; after a failure it drops them. */
export async function uploadInParts(bucket: Bucket, Key: string, file: FileHandle, size: number): Promise<void> {
  const { calls, guarded, assembleMs } = bucket;
  const object = { Bucket: bucket.name, Key };
  const { UploadId } = await guarded.run(() =>
    calls.send(new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: 'SHA256' })),
  );
  const upload = { ...object, UploadId };
  try {
    const Parts = await sendParts(bucket, upload, file, size);
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    await guarded.run(() => calls.send(complete, { requestTimeout: assembleMs }));
  } catch (error) {
    // Past the breaker: what is not dropped now takes space until the bucket's own rule deletes it.
    await calls.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

/** Sends all parts, a few at a time. Resolves or rejects when no call is under way any more; the first failure stops the rest. */
async function sendParts(
  { buffers, guarded, uploads }: Bucket,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  file: FileHandle,
  size: number,
): Promise<CompletedPart[]> {
  const parts: CompletedPart[] = [];
  const stop = new AbortController();
  const send = async (PartNumber: number, { Body, ChecksumSHA256 }: Part) => {
    const command = new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumSHA256 });
    const { ETag } = await guarded.run(() => uploads.send(command, { abortSignal: stop.signal }));
    parts[PartNumber - 1] = { PartNumber, ETag, ChecksumSHA256 };
  };
  await inTurns(Array(Math.ceil(size / PART_BYTES)).keys(), AT_ONCE, async (index) => {
    const start = index * PART_BYTES;
    const length = Math.min(PART_BYTES, size - start);
    // The first reason of a signal stays.
    await buffers.with(file, start, length, (part) => send(index + 1, part)).catch((error) => stop.abort(error));
    stop.signal.throwIfAborted();
  });
  return parts;
}
