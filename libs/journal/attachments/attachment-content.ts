import { createHash } from 'node:crypto';
import { assertDigest, type UploadedBody } from '#platform/http';
import { DataKey } from '#platform/keys';
import type { IncomingFile, ReservedRoom, Storage } from '#platform/storage';
import type { JournalTexts } from '../journals/journal-texts.js';

/** The largest file, in bytes. */
export const largestAttachment = 10 * 1024 * 1024;
const mostSealed = DataKey.sealedStreamBytes(largestAttachment);

/** What a file takes of the storage, encrypted; the length is undefined where the client did not announce it. */
export const sealedSize = ({ length }: UploadedBody) => ({
  length: length === undefined ? undefined : DataKey.sealedStreamBytes(length),
  most: mostSealed,
});

/** The media types of files, each with the extension that a file is saved with. */
export const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'application/pdf': 'pdf',
};

/** A file that was received and encrypted, and what only its person may know of it. */
export interface ReceivedAttachment {
  readonly file: IncomingFile;
  /** The SHA-256 of the content: 64 hexadecimal digits, lower case. */
  readonly contentDigest: string;
  /** The length of the content. */
  readonly bytes: number;
}

/**
 * Receives a file, encrypted before it reaches the disk, which `Storage.save` keeps.
 *
 * @param texts of the journal, which encrypt it
 * @param room what it may take of the quota, encrypted
 * @throws Problem `content_digest_mismatch` (400), `journal_sealed` (503); those of the body, of `ReservedRoom.within` and of
 *   `Storage.receive`. No file is left then.
 */
export async function receiveAttachment(
  storage: Storage,
  texts: JournalTexts,
  id: string,
  { stream, digest }: UploadedBody,
  room: ReservedRoom,
): Promise<ReceivedAttachment> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured() {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
  }
  const file = await storage.receive(room.within(texts.sealFile(measured(), id)), mostSealed);
  try {
    const received = hash.digest();
    assertDigest(digest, received);
    return { file, contentDigest: received.toString('hex'), bytes };
  } catch (error) {
    await storage.discard([file]);
    throw error;
  }
}
