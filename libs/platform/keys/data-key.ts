import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MasterKey } from './master-key.js';
import { openWith, sealWith } from './seal.js';
import { openStream, sealedStreamBytes, sealStream } from './seal-stream.js';

/** Bytes of a key. */
const keyBytes = 32;

/**
 * A key of its own for the data of one person (AES-256-GCM), which is stored sealed by the master key. A rotation of the
 * master key seals this key anew, and leaves the data as it is.
 */
export class DataKey {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * Draws a key.
   *
   * @param context as of `MasterKey.seal`; it names the person
   * @throws Problem `master_key`
   */
  static draw(master: MasterKey, context: string): { key: DataKey; sealed: Buffer } {
    const key = randomBytes(keyBytes);
    return { key: new DataKey(key), sealed: master.seal(key, context) };
  }

  /**
   * The stored key; undefined when another master key sealed it.
   *
   * @throws Problem `master_key`
   */
  static open(master: MasterKey, sealed: Uint8Array, context: string): DataKey | undefined {
    const key = master.open(sealed, context);
    return key && new DataKey(key);
  }

  /**
   * Encrypts and authenticates.
   *
   * @param about what the data is, with the ids of person and row; `open` needs the same
   * @returns 29 bytes more than `bytes`
   */
  seal(bytes: Uint8Array, about: string): Buffer {
    return sealWith(this.#key, bytes, about);
  }

  /** Decrypts what `seal` returned; undefined for another key or another row, and for data that was altered. */
  open(sealed: Uint8Array, about: string): Buffer | undefined {
    return openWith(this.#key, sealed, about);
  }
  /** How many bytes `sealStream` makes of so many: 33 more, and 16 for each 64 KiB begun. */
  static sealedStreamBytes(bytes: number): number {
    return sealedStreamBytes(bytes);
  }

  /**
   * Encrypts and authenticates a stream of any length, 64 KiB at a time.
   *
   * @param about as of `seal`
   * @throws errors of the source
   */
  sealStream(source: AsyncIterable<Uint8Array>, about: string): AsyncGenerator<Buffer> {
    return sealStream(this.#key, source, about);
  }

  /**
   * Decrypts what `sealStream` made. Nothing comes out that was not authenticated. The stream fails for another key or another
   * row, and where the data was altered, cut or prolonged: what came before is then only the beginning of it.
   */
  openStream(sealed: Readable, about: string): Readable {
    const content = Readable.from(openStream(this.#key, sealed, about), { objectMode: false });
    // Also while nobody reads: an error that nobody waits for must not end the process.
    content.on('error', () => undefined);
    sealed.once('error', (error) => content.destroy(error));
    content.once('close', () => sealed.destroy());
    return content;
  }
}
