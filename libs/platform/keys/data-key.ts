import { randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key.js';
import { openWith, sealWith } from './seal.js';

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
}
