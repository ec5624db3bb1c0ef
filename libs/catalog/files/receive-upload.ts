import { assertDigest, type UploadedBody } from '#platform/http';
import type { IncomingFile, Storage } from '#platform/storage';

/**
 * Receives the body of a request as a file, which `Storage.save` keeps.
 *
 * @param limit the most bytes
 * @throws Problem `content_digest_mismatch` (400) when it is not what the client announced; those of `Storage.receive`. No
 *   file is left then.
 */
export async function receiveUpload(
  storage: Storage,
  { stream, digest }: UploadedBody,
  limit: number,
): Promise<IncomingFile> {
  const file = await storage.receive(stream, limit);
  try {
    assertDigest(digest, Buffer.from(file.digest, 'hex'));
    return file;
  } catch (error) {
    await storage.discard([file]);
    throw error;
  }
}
