import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { inTurns } from '#platform/resilience';
import type { FoundFile, FoundPackage } from './found-package.js';

/** Files that are read at once. */
const AT_ONCE = 8;

/**
 * A digest of a package, 43 characters, by which an import detects changes: of its texts and the sizes of its files and,
 * where they are kept, of their content.
 *
 * @param contents as `contentDigests` of its files, where they are kept
 */
export function digestOf(found: FoundPackage, contents: readonly string[]): string {
  const { source, name, summary, description, tags, licence, homepage, author, version, files } = found;
  const texts = [source, name, summary, description, tags, licence, homepage, author, version];
  const sizes = files.map(({ path, bytes }) => [path, bytes]);
  return createHash('sha256')
    .update(JSON.stringify([texts, sizes, contents]))
    .digest('base64url');
}

/** The SHA-256 of each file, as base64url. @throws Error of the file system */
export async function contentDigests(files: readonly FoundFile[]): Promise<string[]> {
  const digests: string[] = [];
  await inTurns(files.entries(), AT_ONCE, async ([i, { location }]) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(location), hash);
    digests[i] = hash.digest('base64url');
  });
  return digests;
}
