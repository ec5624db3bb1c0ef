import { mostHashes, type PostTraits } from './post-traits.js';

/** A post of the feed: of its last document, or one that left it. */
export interface KnownIdentity extends PostTraits {
  /** The identity under which followers have the post. */
  readonly identity: string;
  /** How much of their entries makes the identities of new posts with this id, or this page. */
  readonly form: number;
  /** Whether its entry has another identity by the least form: once it is forgotten, the post would come again. */
  readonly isKept: boolean;
  /** Of its text. */
  readonly words: readonly number[];
}

/** Raised where the bytes change: what is known of a feed is then what its last document tells. */
export const IDENTITIES_VERSION = 2;
const traits = ['id', 'page', 'fragment', 'title', 'date'] as const;
/** Bytes; in the header are the version and how many posts that left are remembered. */
const SIZES = { header: 3, identity: 32, trait: 6, form: 1, word: 4 };
/** In the byte of the form. */
const KEPT = 128;
const POST = SIZES.identity + traits.length * SIZES.trait + SIZES.form + mostHashes * SIZES.word;

/** @returns the posts in the order in which they were written; undefined where another version wrote them */
export function readIdentities(written: Uint8Array | null): { posts: KnownIdentity[]; room: number } | undefined {
  const bytes = Buffer.from(written ?? []);
  if (bytes[0] !== IDENTITIES_VERSION) return undefined;
  const count = Math.floor((bytes.length - SIZES.header) / POST);
  const posts = Array.from({ length: count }, (_, place) => {
    const at = SIZES.header + place * POST;
    const trait = (name: (typeof traits)[number]) =>
      bytes.readUIntBE(at + SIZES.identity + traits.indexOf(name) * SIZES.trait, SIZES.trait);
    const form = at + SIZES.identity + traits.length * SIZES.trait;
    const words = Array.from({ length: mostHashes }, (_, word) =>
      bytes.readUInt32BE(form + SIZES.form + word * SIZES.word),
    );
    return {
      identity: bytes.toString('hex', at, at + SIZES.identity),
      id: trait('id'),
      page: trait('page'),
      fragment: trait('fragment'),
      title: trait('title'),
      date: trait('date'),
      form: bytes.readUInt8(form) % KEPT,
      isKept: bytes.readUInt8(form) >= KEPT,
      words: words.filter((word) => word > 0),
    };
  });
  return { posts, room: bytes.readUInt16BE(1) };
}

/** @param room posts that left the feed and are remembered */
export function writeIdentities(posts: readonly KnownIdentity[], room: number): Uint8Array {
  const bytes = Buffer.alloc(SIZES.header + POST * posts.length);
  bytes.writeUInt8(IDENTITIES_VERSION);
  bytes.writeUInt16BE(room, 1);
  for (const [place, post] of posts.entries()) {
    const at = SIZES.header + place * POST;
    bytes.write(post.identity, at, 'hex');
    for (const [nth, name] of traits.entries())
      bytes.writeUIntBE(post[name], at + SIZES.identity + nth * SIZES.trait, SIZES.trait);
    const form = at + SIZES.identity + traits.length * SIZES.trait;
    bytes.writeUInt8(post.form + (post.isKept ? KEPT : 0), form);
    for (const [nth, word] of post.words.entries()) bytes.writeUInt32BE(word, form + SIZES.form + nth * SIZES.word);
  }
  return bytes;
}
