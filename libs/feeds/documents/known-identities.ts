import { mostWords, type PostTraits } from './post-traits.js';

/** A post of the feed: of its last document, or one that left it. */
export interface KnownIdentity extends PostTraits {
  /** That which its followers have it by. */
  readonly identity: string;
  /** How much of its entry has to make identities of posts with this id, or this page. */
  readonly form: number;
  /** Of its text. */
  readonly words: readonly number[];
}

/** Raised where the bytes change: what is known of a feed then begins anew. */
const VERSION = 1;
const traits = ['id', 'page', 'fragment', 'title', 'date'] as const;
/** Bytes. */
const SIZES = { identity: 32, trait: 6, form: 1, word: 4 };
const POST = SIZES.identity + traits.length * SIZES.trait + SIZES.form + mostWords * SIZES.word;

/** @returns them in the order in which they were written */
export function readIdentities(written: Uint8Array | null): KnownIdentity[] {
  const bytes = Buffer.from(written ?? []);
  const count = bytes[0] === VERSION ? Math.floor((bytes.length - 1) / POST) : 0;
  return Array.from({ length: count }, (_, place) => {
    const at = 1 + place * POST;
    const trait = (name: (typeof traits)[number]) =>
      bytes.readUIntBE(at + SIZES.identity + traits.indexOf(name) * SIZES.trait, SIZES.trait);
    const form = at + SIZES.identity + traits.length * SIZES.trait;
    const words = Array.from({ length: mostWords }, (_, word) =>
      bytes.readUInt32BE(form + SIZES.form + word * SIZES.word),
    );
    return {
      identity: bytes.toString('hex', at, at + SIZES.identity),
      id: trait('id'),
      page: trait('page'),
      fragment: trait('fragment'),
      title: trait('title'),
      date: trait('date'),
      form: bytes.readUInt8(form),
      words: words.filter((word) => word > 0),
    };
  });
}

export function writeIdentities(posts: readonly KnownIdentity[]): Uint8Array {
  const bytes = Buffer.alloc(1 + POST * posts.length);
  bytes.writeUInt8(VERSION);
  for (const [place, post] of posts.entries()) {
    const at = 1 + place * POST;
    bytes.write(post.identity, at, 'hex');
    for (const [nth, name] of traits.entries())
      bytes.writeUIntBE(post[name], at + SIZES.identity + nth * SIZES.trait, SIZES.trait);
    const form = at + SIZES.identity + traits.length * SIZES.trait;
    bytes.writeUInt8(post.form, form);
    for (const [nth, word] of post.words.entries()) bytes.writeUInt32BE(word, form + SIZES.form + nth * SIZES.word);
  }
  return bytes;
}
