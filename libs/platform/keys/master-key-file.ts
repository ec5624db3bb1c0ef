import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { invalidMasterKeyFile, unreachableMasterKeyFile } from './keys.errors.js';

/** Bytes of a key. */
const keyBytes = 32;

/**
 * Reads the key from a file that only its owner may read; makes the file with a random key when there
 * is none. Processes that make it at once get the same key, because a link fails when the name exists.
 *
 * @throws Problem `master_key` when the file can be neither read nor made, or does not hold a key
 */
export function keyInFile(file: string): Buffer {
  const text = readOrMake(file);
  const key = readKey(text.trim());
  if (!key) throw invalidMasterKeyFile(file);
  return key;
}

function readOrMake(file: string): string {
  try {
    return read(file) ?? make(file);
  } catch (cause) {
    throw unreachableMasterKeyFile(file, cause);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The file is written and synced before it gets its name, so that a crash leaves a whole key or none. */
function make(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(keyBytes).toString('base64url')}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(descriptor);
    unlinkSync(draft);
  }
  return readFileSync(file, 'utf8');
}

/** The 32 bytes of a key in base64url, undefined for anything else. */
export function readKey(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64url');
  // Node ignores characters that are not base64url: a mistyped key would be read as another key.
  return key.length === keyBytes && key.toString('base64url') === text ? key : undefined;
}
