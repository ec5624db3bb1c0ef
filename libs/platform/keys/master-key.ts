import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { invalidMasterKey } from './keys.errors.js';
import { idOf, MasterKeyFile, readKey } from './master-key-file.js';
import { deriveKey, open, seal } from './seal.js';

/**
 * Seals secrets that are stored in the database, so that its backups do not reveal them. The present key seals: it is
 * PALIER_MASTER_KEY, else that of the file `master.key` in the data directory, which is read when something is sealed or
 * opened for the first time. Others only open: those of PALIER_OTHER_MASTER_KEYS, and the further ones of the file.
 */
@Injectable()
export class MasterKey {
  /** Undefined where the environment has the present key. */
  readonly file: MasterKeyFile | undefined;
  readonly #given: Buffer | undefined;
  readonly #others: readonly Buffer[];
  /** The present one first; empty until they are needed. */
  #keys: readonly Buffer[] = [];
  readonly #derived = new Map<string, readonly Buffer[]>();

  /** @throws Problem `master_key` when one of the two options is set and is not a key */
  constructor({ masterKey, otherMasterKeys, dataDir }: Settings) {
    this.#given = masterKey === undefined ? undefined : required('PALIER_MASTER_KEY', masterKey);
    this.#others = otherMasterKeys.map((key) => required('PALIER_OTHER_MASTER_KEYS', key));
    this.file = this.#given ? undefined : new MasterKeyFile(join(dataDir, 'master.key'));
  }

  /** The names of the keys, the present one first; they reveal nothing of the keys. @throws Problem `master_key` */
  ids(): string[] {
    this.#read();
    return this.#held().map(idOf);
  }

  /**
   * Encrypts and authenticates a secret.
   *
   * @param context the use of the secret, as in `auth.signing-key`; `open` needs the same
   * @returns 29 bytes more than `bytes`
   * @throws Problem `master_key` when its file can be neither read nor made, or does not hold a key
   */
  seal(bytes: Uint8Array, context: string): Buffer {
    // The file is read again: a process that missed a rotation would seal with a key that is soon forgotten.
    this.#read();
    return seal(this.#present(), bytes, context);
  }

  /**
   * Decrypts what `seal` returned, undefined when it was sealed with an unknown key or for another context, or was altered
   * since.
   *
   * @throws Problem `master_key`
   */
  open(sealed: Uint8Array, context: string): Buffer | undefined {
    const opened = this.#open(sealed, context);
    if (opened || !this.#read()) return opened;
    return this.#open(sealed, context);
  }

  /**
   * The same secret sealed with the present key: `sealed` itself where it is, undefined where no key opens it.
   *
   * @throws Problem `master_key`
   */
  reseal(sealed: Buffer, context: string): Buffer | undefined {
    if (open(this.#present(), sealed, context)) return sealed;
    const secret = this.open(sealed, context);
    return secret && this.seal(secret, context);
  }

  /**
   * A key of 32 bytes for the keyed hashes of one purpose, the same in every process. A rotation changes it.
   *
   * @param purpose as in `auth.sign-in-tries`
   * @throws Problem `master_key`
   */
  derive(purpose: string): Buffer {
    return this.derivations(purpose)[0] as Buffer;
  }

  /** The keys that `derive` gave and gives, that of the present key first, for what a former one may have signed. */
  derivations(purpose: string): readonly Buffer[] {
    const held = this.#held();
    const known = this.#derived.get(purpose);
    if (known) return known;
    const derived = held.map((key) => deriveKey(key, purpose));
    this.#derived.set(purpose, derived);
    return derived;
  }

  #open(sealed: Uint8Array, context: string): Buffer | undefined {
    for (const key of this.#held()) {
      const opened = open(key, sealed, context);
      if (opened) return opened;
    }
    return undefined;
  }

  #present(): Buffer {
    return this.#held()[0] as Buffer;
  }

  #held(): readonly Buffer[] {
    if (this.#keys.length === 0) this.#read();
    return this.#keys;
  }

  /** Reads the file, if the keys are in one. A process that has keys keeps them where the file cannot be read. @returns whether they changed */
  #read(): boolean {
    const keys = this.#given ? [this.#given, ...this.#others] : [...this.#inFile(), ...this.#others];
    if (keys.length === this.#keys.length && keys.every((key, i) => key.equals(this.#keys[i] as Buffer))) return false;
    this.#keys = keys;
    this.#derived.clear();
    return true;
  }

  #inFile(): readonly Buffer[] {
    try {
      const { present, next, former } = (this.file as MasterKeyFile).read();
      return [present, ...(next ? [next] : []), ...former];
    } catch (error) {
      if (this.#keys.length === 0) throw error;
      return this.#keys.slice(0, this.#keys.length - this.#others.length);
    }
  }
}

function required(option: string, text: string): Buffer {
  const key = readKey(text);
  if (!key) throw invalidMasterKey(option);
  return key;
}
