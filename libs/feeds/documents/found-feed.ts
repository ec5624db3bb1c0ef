import type { ParsedFeed } from './parsed-feed.js';

/** A text as a feed has it. `either` is HTML or plain text, which RSS does not tell. */
export interface WrittenText {
  readonly text: string;
  readonly kind: 'html' | 'text' | 'either';
}

/** A feed of any format, with its texts, dates and addresses as they are written. */
export interface FoundFeed {
  readonly format: ParsedFeed['format'];
  readonly title: WrittenText;
  readonly siteUrl: string | undefined;
  readonly language: string | undefined;
  readonly ttlMinutes: number | undefined;
  /** What its addresses are relative to. */
  readonly base: string;
  readonly posts: readonly FoundPost[];
}

export interface FoundPost {
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly title: WrittenText;
  readonly authors: readonly (string | undefined)[];
  readonly content: WrittenText;
  readonly published: string | undefined;
  readonly updated: string | undefined;
  readonly tags: readonly (string | undefined)[];
  /** The first that is an address is taken. */
  readonly images: readonly (string | undefined)[];
  readonly attachments: readonly FoundAttachment[];
  /** What its addresses are relative to. */
  readonly base: string;
  /** What those in its content are relative to. */
  readonly contentBase: string;
}

export interface FoundAttachment {
  readonly url: string | undefined;
  readonly type?: string | undefined;
  readonly bytes?: number | undefined;
  readonly seconds?: number | undefined;
}

/** The first text that is not empty. */
export function firstText(texts: readonly (string | undefined)[], kind: WrittenText['kind']): WrittenText {
  return { text: texts.find((text) => text?.trim()) ?? '', kind };
}
