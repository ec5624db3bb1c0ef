import { hash } from 'node:crypto';
import type { RawPost } from './raw-feed.js';

/**
 * Of what makes posts of entries: cleaning, texts, addresses, hashes. It is raised with each change after which the same entry
 * gives another post, also by an update of sanitize-html: posts that an older version made are then made anew.
 */
export const PARSER_VERSION = 2;

/** Bytes of the version, which comes first; then of each post a digest, the length of its content, and its hash. */
const SIZES = { version: 4, digest: 8, characters: 4, hash: 32 };
const POST = SIZES.digest + SIZES.characters + SIZES.hash;

/** What is kept of how a post was made. */
interface MadePost {
  /** Of its entry, in hexadecimal. */
  readonly digest: string;
  /** Of its content. */
  readonly characters: number;
  readonly hash: string;
}

/** A post of the last document, and its place there, from 1. */
export type StoredPost = MadePost & { readonly place: number };

/** By the digests of their entries. */
export type StoredPosts = ReadonlyMap<string, StoredPost>;

/**
 * Of all that a post is made of: its entry as it was read, with what the feed says for it. What its dates mean now is read each
 * time, as one that lies ahead is one later.
 */
export function digestOf(entry: RawPost): string {
  return hash('sha256', JSON.stringify(entry)).slice(0, 2 * SIZES.digest);
}

/** The posts that {@link writeStored} wrote; none where another version of the parser made them. */
export function readStored(digests: Uint8Array | null): StoredPosts {
  const bytes = Buffer.from(digests ?? []);
  const stored = new Map<string, StoredPost>();
  if (bytes.length < SIZES.version || bytes.readUInt32BE() !== PARSER_VERSION) return stored;
  for (let place = 1, at = SIZES.version; at + POST <= bytes.length; place += 1, at += POST) {
    const length = at + SIZES.digest;
    const digest = bytes.toString('hex', at, length);
    const hash = bytes.toString('hex', length + SIZES.characters, at + POST);
    stored.set(digest, { digest, characters: bytes.readUInt32BE(length), hash, place });
  }
  return stored;
}

/** @param posts in the order of their document */
export function writeStored(posts: readonly MadePost[]): Uint8Array {
  const bytes = Buffer.alloc(SIZES.version + POST * posts.length);
  bytes.writeUInt32BE(PARSER_VERSION);
  for (const [place, { digest, characters, hash }] of posts.entries()) {
    const at = SIZES.version + POST * place;
    bytes.write(digest, at, 'hex');
    bytes.writeUInt32BE(characters, at + SIZES.digest);
    bytes.write(hash, at + SIZES.digest + SIZES.characters, 'hex');
  }
  return bytes;
}
