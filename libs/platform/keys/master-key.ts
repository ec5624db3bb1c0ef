import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { readKey } from './key-text.js';
import { invalidMasterKey } from './keys.errors.js';
import { keyInFile } from './master-key-file.js';
import { deriveKey, open, seal } from './seal.js';

/**
 * Seals what the database must hold and its backups must not tell. The key is PALIER_MASTER_KEY,
 * else the file `master.key` in the data directory, which is looked at when something is sealed or
 * opened for the first time.
 */
@Injectable()
export class MasterKey {
  readonly #given: Buffer | undefined;
  readonly #file: string;
  #loaded: Buffer | undefined;

  /** @throws Problem `master_key` when PALIER_MASTER_KEY is set and is no key */
  constructor({ masterKey, dataDir }: Settings) {
    this.#given = masterKey === undefined ? undefined : readKey(masterKey);
    if (masterKey !== undefined && !this.#given) throw invalidMasterKey();
    this.#file = join(dataDir, 'master.key');
  }

  /**
   * Encrypts and authenticates.
   *
   * @param context what it is for, as in `auth.signing-key`; opened with the same alone
   * @returns 29 bytes more than it was given
   * @throws Problem `master_key` when its file can be neither read nor made, or holds no key
   */
  seal(bytes: Uint8Array, context: string): Buffer {
    return seal(this.#key(), bytes, context);
  }

  /**
   * Opens what `seal` made, undefined when it was made with another key or for another context, or
   * was altered since.
   *
   * @throws Problem `master_key`
   */
  open(sealed: Uint8Array, context: string): Buffer | undefined {
    return open(this.#key(), sealed, context);
  }

  /**
   * A key of 32 bytes for the keyed hashes of one purpose, the same in every process.
   *
   * @param purpose as in `auth.sign-in-tries`
   * @throws Problem `master_key`
   */
  derive(purpose: string): Buffer {
    return deriveKey(this.#key(), purpose);
  }

  #key(): Buffer {
    this.#loaded ??= this.#given ?? keyInFile(this.#file);
    return this.#loaded;
  }
}
