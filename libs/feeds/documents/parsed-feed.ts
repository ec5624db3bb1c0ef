/** What a server answered. */
export interface FetchedDocument {
  readonly body: Uint8Array;
  /** After redirects. */
  readonly url: string;
  /** The header Content-Type. */
  readonly contentType: string | null;
  /** The header Link. */
  readonly link?: string | undefined;
}

/** A feed in one form, whatever its format. No text has a character that PostgreSQL cannot store. */
export interface ParsedFeed<Post = ParsedPost> {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  /** Plain text of at most 300 characters, '' when it has none. */
  readonly title: string;
  /** Absolute, http or https. */
  readonly siteUrl: string | null;
  /** How long the feed asks to be left alone, in minutes, 1 to 525,600: `ttl` of RSS, or the syndication module. */
  readonly ttlMinutes: number | null;
  /** In the order of the document, at most 1,000: the newest, where they are dated. */
  readonly posts: readonly Post[];
  /** What the posts were made of: kept with them, it tells which entries of the next document are the same. */
  readonly digests: Uint8Array;
  /** The traits of its posts, and of some that left it, with which the next document is matched; null where they are as they were. */
  readonly identities: Uint8Array | null;
}

/** A post of the last document, as it was stored. */
export type PostBefore = Pick<ParsedPost, 'identity' | 'url' | 'title' | 'publishedAt'>;

/** What was kept of the last document of a feed; null where nothing is. */
export interface KnownFeed {
  readonly digests: Uint8Array | null;
  readonly identities: Uint8Array | null;
  /** Needed where identities are null, or those of another version. */
  readonly lastPosts?: readonly PostBefore[] | null;
}

export const nothingKnown: KnownFeed = { digests: null, identities: null };

/** A feed of which only what is new or changed was made into posts. */
export type ChangedFeed = ParsedFeed<ParsedPost | KnownPost>;

/** A post whose entry is as it was in the last document: what is needed to store it again. */
export interface KnownPost extends Pick<ParsedPost, 'identity' | 'hash' | 'publishedAt' | 'updatedAt'> {
  /** Among the posts of that document, from 1. */
  readonly place: number;
}

/** One entry of a feed. */
export interface ParsedPost {
  /** SHA-256 in hexadecimal: what stays the same within the feed when the entry is edited. */
  readonly identity: string;
  /** SHA-256 in hexadecimal over title, URL, author, content and attachments: another one is an edit. */
  readonly hash: string;
  /** Absolute, http or https, without tracking parameters. */
  readonly url: string | null;
  /** Plain text of at most 500 characters; of a post without one its first words, at most 80 characters. */
  readonly title: string;
  /** Plain text of at most 200 characters. */
  readonly author: string | null;
  /** Sanitised HTML of at most 500,000 characters, '' when it has none. */
  readonly content: string;
  /** The beginning of the content as plain text, at most 300 characters. */
  readonly excerpt: string;
  /** RFC 3339, UTC. */
  readonly publishedAt: string | null;
  /** RFC 3339, UTC. */
  readonly updatedAt: string | null;
  /** At most 20 of at most 100 characters. */
  readonly tags: readonly string[];
  /** Absolute, http or https. */
  readonly image: string | null;
  /** At most 20. */
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  /** Absolute, http or https. */
  readonly url: string;
  /** A media type without parameters, in lower case. */
  readonly type: string | null;
  readonly bytes: number | null;
  readonly seconds: number | null;
}

/** A feed that a page links to. */
export interface FeedLink {
  readonly url: string;
  readonly title: string | null;
}

/** One subscription of an OPML file. */
export interface OpmlLine {
  readonly url: string;
  readonly title: string | null;
  /** The titles of the outlines round it, joined by ` / `. */
  readonly folder: string | null;
  readonly tags: readonly string[];
}
