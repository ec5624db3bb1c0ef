import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib';
import type { Blob } from './blob.js';
import { isWhole } from './is-whole.js';
import { storageProblems } from './storage.errors.js';

const deflateAll = promisify(deflateRaw);

/** A file that was received and is not kept yet. */
export interface IncomingFile extends Blob {
  /** Its stored form, flushed to disk. */
  readonly file: string;
}

/** How much of a file decides whether it is deflated: the same content is always stored in the same form. */
const SAMPLE_BYTES = 65_536;
/** How much of a file on disk is read at once, in bytes. */
const READ_BYTES = 65_536;
/** A file is deflated when that part of it shrinks to this share. */
const WORTHWHILE = 0.97;
/** The signature of a local header, with which a ZIP begins. */
const ZIP_START = Buffer.from('PK\x03\x04');
/** How long a file may be in the directory, in milliseconds; what is older was left by a process that died. */
const LEFT_AFTER_MS = 24 * 3_600_000;

/** The directory of files that are being received, on the same disk as the storage where that is a directory. */
export class IncomingFiles {
  constructor(readonly directory: string) {}

  /**
   * Receives a file: digests it, deflates it where that makes it smaller, and flushes it to disk.
   *
   * @param limit the most bytes
   * @throws Problem `file_too_large` (413), `storage_full` (507); errors of the source. No file is left then.
   */
  async receive(source: AsyncIterable<Uint8Array>, limit: number): Promise<IncomingFile> {
    const hash = createHash('sha256');
    let [bytes, checksum, storedBytes] = [0, 0, 0];
    async function* measured() {
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > limit) throw storageProblems.file_too_large({ limit });
        hash.update(chunk);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    }
    async function* counted(stored: AsyncIterable<Uint8Array>) {
      for await (const chunk of stored) {
        storedBytes += chunk.length;
        yield chunk;
      }
    }
    return this.make(async (file) => {
      const { sample, whole, content } = await peek(measured(), SAMPLE_BYTES);
      const deflated = await shrunk(sample);
      const written = { mode: 0o640, flush: true };
      if (whole) {
        // Most files are that small, and a stream that deflates takes 260 KB, whatever it deflates.
        const stored = deflated ?? sample;
        storedBytes = stored.length;
        await writeFile(file, stored, { flag: 'wx', ...written });
      } else {
        const output = createWriteStream(file, { flags: 'wx', ...written });
        if (deflated) await pipeline(content(), createDeflateRaw(), counted, output);
        else await pipeline(content(), counted, output);
      }
      const encoding = deflated ? 'deflate' : 'identity';
      return { file, digest: hash.digest('hex'), bytes, crc32: checksum, encoding, storedBytes };
    });
  }

  /** As `receive`, of a file on disk. */
  receiveFile(path: string, limit: number): Promise<IncomingFile> {
    // Opened when it is read: a stream that fails before somebody listens ends the process.
    async function* content() {
      // Each read reserves so much, whatever it finds.
      const { size } = await stat(path);
      yield* createReadStream(path, { highWaterMark: Math.min(size + 1, READ_BYTES) });
    }
    return this.receive(content(), limit);
  }

  /**
   * Receives the stored form of a blob, as another storage or an archive has it.
   *
   * @throws Problem `blob_damaged` (500) when it is not that of the blob; errors of the source. No file is left then.
   */
  async receiveStored(stored: Readable, blob: Blob): Promise<IncomingFile> {
    // `pipeline` throws what is ignored here: a stream that fails before it listens ends the process.
    stored.on('error', () => {});
    return this.make(async (file) => {
      await pipeline(stored, createWriteStream(file, { flags: 'wx', mode: 0o640, flush: true }));
      if (!(await isWhole(createReadStream(file), blob))) throw storageProblems.blob_damaged({ digest: blob.digest });
      const { digest, bytes, crc32, encoding, storedBytes } = blob;
      return { file, digest, bytes, crc32, encoding, storedBytes };
    });
  }

  /** Receives a small text, as it is. @returns its file, flushed to disk. @throws Problem `storage_full` (507) */
  receiveText(text: string): Promise<string> {
    return this.make(async (file) => {
      await writeFile(file, text, { flag: 'wx', mode: 0o640, flush: true });
      return file;
    });
  }

  /** Makes a file, and deletes it where `write` fails. */
  private async make<T>(write: (file: string) => Promise<T>): Promise<T> {
    await mkdir(this.directory, { recursive: true, mode: 0o750 });
    const file = join(this.directory, randomUUID());
    return write(file).catch(async (error) => {
      await rm(file, { force: true });
      throw error;
    });
  }

  /** A new folder for what is large and needed for a while, which the caller deletes. */
  async folder(): Promise<string> {
    await mkdir(this.directory, { recursive: true, mode: 0o750 });
    return mkdtemp(join(this.directory, 'work-'));
  }

  /** Deletes files that are not kept after all; those that were kept are gone already. */
  async discard(files: readonly IncomingFile[]): Promise<void> {
    await Promise.all(files.map(({ file }) => rm(file, { force: true })));
  }

  /** Deletes what processes that died left a day ago or earlier. */
  async discardLeft(): Promise<void> {
    for (const name of await readdir(this.directory).catch(() => [])) {
      const path = join(this.directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (mtimeMs < Date.now() - LEFT_AFTER_MS) await rm(path, { recursive: true, force: true });
    }
  }
}

/**
 * The sample deflated, where that makes it smaller. A ZIP and a WebP are compressed in themselves. They are always kept as
 * they are, since their bytes are sent to clients as they are stored.
 */
async function shrunk(sample: Buffer): Promise<Buffer | undefined> {
  const zip = sample.subarray(0, 4).equals(ZIP_START);
  const webp = sample.toString('latin1', 0, 4) === 'RIFF' && sample.toString('latin1', 8, 12) === 'WEBP';
  if (zip || webp) return undefined;
  const deflated = await deflateAll(sample);
  return deflated.length < sample.length * WORTHWHILE ? deflated : undefined;
}

/** The first bytes of a stream, whether they are the whole of it, and otherwise all of its content. */
async function peek(source: AsyncGenerator<Uint8Array>, bytes: number) {
  const chunks: Uint8Array[] = [];
  let [length, whole] = [0, false];
  while (length <= bytes && !whole) {
    const { value, done } = await source.next();
    if (done) whole = true;
    else {
      chunks.push(value);
      length += value.length;
    }
  }
  const head = Buffer.concat(chunks);
  async function* all() {
    yield head;
    yield* source;
  }
  const content = () => Readable.from(all(), { objectMode: false });
  return { sample: head.subarray(0, bytes), whole, content };
}
