import { Readable } from 'node:stream';
import type { ByteRange } from './range.js';

/** A part of a file whose content comes from its beginning alone: one that is decrypted or inflated. */
export function partOf(content: Readable, { start, end }: ByteRange): Readable {
  async function* cut() {
    let at = 0;
    for await (const piece of content as AsyncIterable<Buffer>) {
      yield piece.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
      at += piece.length;
      if (at > end) return;
    }
  }
  return Readable.from(cut(), { objectMode: false }).once('close', () => content.destroy());
}
