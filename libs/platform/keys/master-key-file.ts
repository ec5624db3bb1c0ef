import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { invalidMasterKeyFile, missingMasterKeyFile, unreachableMasterKeyFile } from './keys.errors.js';

/** Bytes of a key. */
const keyBytes = 32;

/** The keys of a file: the present one on the first line, the others on lines that begin with their word. */
export interface FileKeys {
  /** The one that seals. */
  readonly present: Buffer;
  /** The one that will seal, once every process knows it. */
  readonly next?: Buffer;
  readonly former: readonly Buffer[];
}

/**
 * The file `master.key`, which only its owner may read. A process never reads half of it: it is written beside, and
 * then gets its name.
 */
export class MasterKeyFile {
  /** Whether a file that is missing is made with a random key: it could not open what the key of a lost file sealed. */
  mayBeMade = false;

  constructor(private readonly path: string) {}

  get isThere(): boolean {
    return existsSync(this.path);
  }

  /**
   * Makes the file when there is none and it may be made. Processes that make it at once get the same key, because a link
   * fails when the name exists.
   *
   * @throws Problem `master_key` when the file is missing, can be neither read nor made, or does not hold keys
   */
  read(): FileKeys {
    const text = this.attempt(() => readIfThere(this.path) ?? (this.mayBeMade ? this.make() : undefined));
    if (text === undefined) throw missingMasterKeyFile(this.path);
    const keys = parse(text);
    if (!keys) throw invalidMasterKeyFile(this.path);
    return keys;
  }

  /** Adds a random key that opens and does not seal yet, unless there is one. @returns the key */
  addNext(): Buffer {
    const keys = this.read();
    const next = keys.next ?? randomBytes(keyBytes);
    this.write({ ...keys, next });
    return next;
  }

  /** From now on the next key seals, and the present one becomes a former one. */
  useNext(): void {
    const { present, next, former } = this.read();
    if (next) this.write({ present: next, former: [present, ...former] });
  }

  dropNext(): void {
    const { present, former } = this.read();
    this.write({ present, former });
  }

  /** What the former keys sealed is opened no longer. */
  dropFormer(): void {
    this.write({ ...this.read(), former: [] });
  }

  private make(): string {
    mkdirSync(dirname(this.path), { recursive: true });
    this.place({ present: randomBytes(keyBytes), former: [] }, (draft) => {
      try {
        linkSync(draft, this.path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    });
    return readFileSync(this.path, 'utf8');
  }

  private write(keys: FileKeys): void {
    // The servers may run as another user than the command that rotates the key.
    this.attempt(() => this.place(keys, (draft) => renameSync(draft, this.path), statSync(this.path)));
  }

  /** Synced before it gets its name, so that a crash leaves whole keys or none. */
  private place(keys: FileKeys, name: (draft: string) => void, owner?: { uid: number; gid: number }): void {
    const draft = `${this.path}.${randomUUID()}`;
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      if (owner) fchownSync(descriptor, owner.uid, owner.gid);
      writeSync(descriptor, text(keys));
      fsyncSync(descriptor);
      name(draft);
    } finally {
      closeSync(descriptor);
      rmSync(draft, { force: true });
    }
    const directory = openSync(dirname(this.path), 'r');
    fsyncSync(directory);
    closeSync(directory);
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw unreachableMasterKeyFile(this.path, cause);
    }
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function text({ present, next, former }: FileKeys): string {
  const line = (key: Buffer, word = '') => `${word}${key.toString('base64url')}\n`;
  return [line(present), ...(next ? [line(next, 'next ')] : []), ...former.map((key) => line(key, 'former '))].join('');
}

function parse(content: string): FileKeys | undefined {
  const [first = '', ...others] = content.trim().split('\n');
  const present = readKey(first.trim());
  const named = others.map((line) => /^(next|former) (\S+)\s*$/.exec(line) ?? []);
  const keys = named.map(([, word, key = '']) => ({ word, key: readKey(key) }));
  if (!present || keys.some(({ key }) => !key)) return undefined;
  const of = (wanted: string) => keys.flatMap(({ word, key }) => (word === wanted && key ? [key] : []));
  return { present, next: of('next')[0], former: of('former') };
}

/** The 32 bytes of a key in base64url, undefined for anything else. */
export function readKey(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64url');
  // Node ignores characters that are not base64url: a mistyped key would be read as another key.
  return key.length === keyBytes && key.toString('base64url') === text ? key : undefined;
}

/** The name of a key, which does not reveal it: 16 hexadecimal digits. */
export function idOf(key: Buffer): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'palier key id', 8)).toString('hex');
}
