import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { linesProblems } from './lines.errors.js';

/**
 * The bytes of a file, unpacked where its name ends in `.gz`, which is opened and read as they are consumed.
 *
 * @throws Problem `import_file_unreadable` (400); while the bytes are consumed, `import_file_broken` (400)
 */
export async function fileBytes(path: string): Promise<AsyncGenerator<Buffer>> {
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    throw linesProblems.import_file_unreadable({ path }, { cause });
  }
  if ((await stat(path)).isDirectory()) throw linesProblems.import_file_unreadable({ path });
  return bytesOf(path);
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(path);
  try {
    yield* path.endsWith('.gz') ? pipeline(packed, createGunzip(), () => {}) : packed;
  } catch (cause) {
    throw linesProblems.import_file_broken({ path, reason: (cause as Error).message }, { cause });
  } finally {
    packed.destroy();
  }
}
