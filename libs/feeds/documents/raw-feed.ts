import type { ParsedFeed } from './parsed-feed.js';

/**
 * A text as a feed has it. `either` is HTML or plain text, which RSS does not tell; in `xhtml` each element may be closed as XML
 * does.
 */
export interface RawText {
  readonly text: string;
  readonly kind: 'html' | 'xhtml' | 'text' | 'either';
}

/** A feed of any format, with its texts, dates and addresses as they are written. */
export interface RawFeed {
  readonly format: ParsedFeed['format'];
  readonly title: RawText;
  readonly siteUrl: string | undefined;
  readonly ttlMinutes: number | undefined;
  /** What its addresses are relative to. */
  readonly base: string;
  readonly posts: readonly RawPost[];
}

export interface RawPost {
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly title: RawText;
  readonly authors: readonly (string | undefined)[];
  readonly content: RawText;
  readonly published: string | undefined;
  readonly updated: string | undefined;
  readonly tags: readonly (string | undefined)[];
  /** The first that is an address is taken. */
  readonly images: readonly (string | undefined)[];
  readonly attachments: readonly RawAttachment[];
  /** What its addresses are relative to. */
  readonly base: string;
  /** What those in its content are relative to. */
  readonly contentBase: string;
}

export interface RawAttachment {
  readonly url: string | undefined;
  readonly type?: string | undefined;
  readonly bytes?: number | undefined;
  readonly seconds?: number | undefined;
}

/** The first text that is not empty. */
export function firstText(texts: readonly (string | undefined)[], kind: RawText['kind']): RawText {
  return { text: texts.find((text) => text?.trim()) ?? '', kind };
}

/** As {@link firstText}, of texts of several kinds. */
export function firstOf(texts: readonly RawText[]): RawText {
  return texts.find(({ text }) => text.trim()) ?? { text: '', kind: 'text' };
}

/** An id that is an address is that of the post unless the feed says otherwise; many are none. */
export function permanentLink(id: string | undefined): string | undefined {
  return id && /^https?:\/\//i.test(id) ? id : undefined;
}
