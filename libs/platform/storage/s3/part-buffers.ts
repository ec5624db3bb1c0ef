import type { FileHandle } from 'node:fs/promises';

/** How much of a file is sent at once; a file has 10,000 parts at most, so 80 GB. */
export const PART_BYTES = 8 * 1024 * 1024;
/** How many parts are in memory at once, of all uploads of a process. */
const MOST = 16;

/** A part of a file, with the names of the SDK. */
export interface Part {
  readonly Body: Buffer;
  /** In base64. */
  readonly ChecksumSHA256: string;
}

/** Reads parts of files into memory, of which only so many are there at once. */
export class PartBuffers {
  private free = MOST;
  private readonly waiting: (() => void)[] = [];

  /** Waits for room, reads `length` bytes of the file from `start` on, and keeps them until `send` has ended. */
  async with(file: FileHandle, start: number, length: number, send: (part: Part) => Promise<void>): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      const Body = await read(file, start, length);
      // On another thread.
      const digest = await crypto.subtle.digest('SHA-256', Body);
      await send({ Body, ChecksumSHA256: Buffer.from(digest).toString('base64') });
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

async function read(file: FileHandle, start: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const part = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(part, filled, length - filled, start + filled);
    if (bytesRead === 0) throw new Error('The file is shorter than it was.');
    filled += bytesRead;
  }
  return part;
}
