import { createHash } from 'node:crypto';
import type { FoundPackage } from './found-package.js';

/** A digest of a package's content, 43 characters, by which an import detects changes. */
export function digestOf(found: FoundPackage): string {
  const { source, name, summary, description, tags, licence, homepage, author, version } = found;
  const { files, fileCount, bytes } = found;
  const content = [
    source,
    name,
    summary,
    description,
    tags,
    licence,
    homepage,
    author,
    version,
    files,
    fileCount,
    bytes,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
