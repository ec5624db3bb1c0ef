import { createHash, randomBytes } from 'node:crypto';
import { normaliseText } from '#platform/text-normalisation';

const longest = 100;

/** The preferred slug of a name, as `nestjs-common` for `@nestjs/common`. Never empty. */
export function wantedSlug(name: string): string {
  const slug = cut(normaliseText(name).replace(/[^a-z0-9]+/g, '-'), longest);
  return slug || 'app';
}

/** The slug of an app whose wanted slug is taken: always the same one for the same source. */
export function ownSlug(name: string, source: string): string {
  return suffixed(name, createHash('sha256').update(source).digest('hex').slice(0, 8));
}

/**
 * The slug of an app whose own slug is taken too, random each time: a package could be named like a
 * predictable slug.
 */
export function unforeseenSlug(name: string): string {
  return suffixed(name, randomBytes(16).toString('hex'));
}

const suffixed = (name: string, suffix: string) => `${cut(wantedSlug(name), longest - suffix.length - 1)}-${suffix}`;

const cut = (slug: string, length: number) => slug.replace(/^-/, '').slice(0, length).replace(/-$/, '');
