import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { invalidMasterKey } from './keys.errors.js';
import { keyInFile, readKey } from './master-key-file.js';
import { deriveKey, open, seal } from './seal.js';

/**
 * Seals secrets that are stored in the database, so that its backups do not reveal them. The key is
 * PALIER_MASTER_KEY, else the file `master.key` in the data directory, which is read when something
 * is sealed or opened for the first time.
 */
@Injectable()
export class MasterKey {
  readonly #given: Buffer | undefined;
  readonly #file: string;
  #loaded: Buffer | undefined;

  /** @throws Problem `master_key` when PALIER_MASTER_KEY is set and is not a key */
  constructor({ masterKey, dataDir }: Settings) {
    this.#given = masterKey === undefined ? undefined : readKey(masterKey);
    if (masterKey !== undefined && !this.#given) throw invalidMasterKey();
    this.#file = join(dataDir, 'master.key');
  }

  /**
   * Encrypts and authenticates a secret.
   *
   * @param context the use of the secret, as in `auth.signing-key`; `open` needs the same
   * @returns 29 bytes more than `bytes`
   * @throws Problem `master_key` when its file can be neither read nor made, or does not hold a key
   */
  seal(bytes: Uint8Array, context: string): Buffer {
    return seal(this.#key(), bytes, context);
  }

  /**
   * Decrypts what `seal` returned, undefined when it was sealed with another key or for another context,
   * or was altered since.
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
