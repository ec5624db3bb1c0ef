import { actsFor, type Caller } from '#platform/access';
import type { IncomingFile, ReservedRoom, Storage, Uploader } from '#platform/storage';
import { assertDigest } from './digest.js';
import type { UploadedBody } from './streamed-body.js';

/** The answers of each route that receives a file, as in `@Answers(...ofUploads)`. */
export const ofUploads = ['quota_exceeded', 'too_many_uploads', 'storage_unavailable'] as const;

/** Whose uploads those of a caller are. */
export const uploaderOf = (caller: Caller): Uploader => ({ tenantId: caller.tenantId, callerId: actsFor(caller) });

/**
 * Receives the body of a request as a file, which `Storage.save` keeps.
 *
 * @param room what it may take of the quota
 * @param limit the most bytes
 * @throws Problem `content_digest_mismatch` (400) when it is not what the client announced; those of `ReservedRoom.within` and
 *   `Storage.receive`. No file is left then.
 */
export async function receiveUpload(
  storage: Storage,
  { stream, digest }: Pick<UploadedBody, 'digest'> & { readonly stream: AsyncIterable<Uint8Array> },
  room: ReservedRoom,
  limit: number,
): Promise<IncomingFile> {
  const file = await storage.receive(room.within(stream), limit);
  try {
    assertDigest(digest, Buffer.from(file.digest, 'hex'));
    return file;
  } catch (error) {
    await storage.discard([file]);
    throw error;
  }
}
