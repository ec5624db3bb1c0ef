import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { pathProblem } from '#platform/archives';
import { comparePaths, manifestPath } from '../files/file-path.js';
import type { ZipMember } from './zip-plan.js';

/** A file of an app's version. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  /** Of its content, 64 hexadecimal digits, lower case. */
  readonly sha256: string;
}

/** Whose bundle it is. */
export interface BundleStore {
  /** The slug of the tenant, which never changes and is never given to another one of the deployment. */
  readonly slug: string;
  readonly tenantId: string;
}

/** What a bundle holds. */
export interface BundleManifest {
  /** Undefined in format 1, which named none. */
  readonly store?: BundleStore | undefined;
  /** The slug of the app. */
  readonly app: string;
  readonly version: string;
  readonly files: readonly ManifestFile[];
}

/** The format of the manifests that are written. */
export const manifestFormat = 2;

/**
 * The one text of a manifest: JSON without spaces, the keys in a fixed order, the files sorted by the bytes of their paths,
 * and a line break at the end. Its SHA-256 is the identity of the bundle, however its files are compressed.
 */
export function manifestText(manifest: BundleManifest & { readonly store: BundleStore }): Buffer {
  return textOf(manifest);
}

function textOf({ store, app, version, files }: BundleManifest): Buffer {
  const head = store ? { format: manifestFormat, store: store.slug, tenantId: store.tenantId } : { format: 1 };
  const sorted = [...files].sort((a, b) => comparePaths(a.path, b.path));
  const listed = sorted.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  return Buffer.from(`${JSON.stringify({ ...head, app, version, files: listed })}\n`);
}

/** The SHA-256 of a manifest's text, 64 hexadecimal digits: the identity of its bundle. */
export const manifestDigest = (text: Uint8Array) => createHash('sha256').update(text).digest('hex');

/** The manifest as a member of its bundle, stored as it is, so that no compressor has a part in it. */
export function manifestMember(text: Buffer): ZipMember {
  const [bytes, encoding] = [text.length, 'identity' as const];
  return {
    path: manifestPath,
    bytes,
    crc32: crc32(text),
    storedBytes: bytes,
    encoding,
    read: () => Readable.from([text]),
  };
}

/**
 * Reads the text of a manifest; undefined when it is not, byte for byte, one that `manifestText` makes, or made in format 1,
 * with valid paths.
 */
export function readManifestText(text: Buffer): BundleManifest | undefined {
  const manifest = manifestOf(parsed(text));
  if (!manifest || !textOf(manifest).equals(text)) return undefined;
  const distinct = new Set(manifest.files.map(({ path }) => path)).size === manifest.files.length;
  return distinct ? manifest : undefined;
}

function parsed(text: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(text.toString()) ?? {};
  } catch {
    return {};
  }
}

function manifestOf({ format, store: slug, tenantId, app, version, files }: Record<string, unknown>) {
  if (!isName(app) || !isName(version) || !Array.isArray(files) || !files.every(isFile)) return undefined;
  if (format === 1) return { app, version, files };
  return isName(slug) && isName(tenantId) ? { store: { slug, tenantId }, app, version, files } : undefined;
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.isWellFormed();

function isFile(value: unknown): value is ManifestFile {
  const { path, bytes, sha256 } = (value ?? {}) as Record<string, unknown>;
  const counted = Number.isSafeInteger(bytes) && (bytes as number) >= 0;
  const digested = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  return counted && digested && typeof path === 'string' && pathProblem(path) === undefined;
}
