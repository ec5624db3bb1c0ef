import { cleanHtml } from './clean-html.js';
import { parseDate } from './parse-date.js';
import type { Attachment, ParsedPost } from './parsed-feed.js';
import { cut, excerptOf, htmlOfEither, htmlOfText, oneLine, plainText } from './plain-text.js';
import type { RawPost, RawText } from './raw-feed.js';
import { webUrl } from './web-url.js';

const mostTags = 20;
const mostAttachments = 20;
/** Of a title as it is written, in characters. */
const mostHeading = 1000;
/** Of a title, in characters; of an author; of a tag; of an excerpt. */
const most = { title: 500, author: 200, tag: 100, excerpt: 300 };

/** What is read of an entry in no time. */
export interface Outline extends Pick<ParsedPost, 'url' | 'publishedAt' | 'updatedAt'> {
  /** As the feed wrote it, on one line. */
  readonly id: string;
  /** Its title as the feed wrote it, on one line. */
  readonly heading: string;
}

/** @param now milliseconds since 1970, for dates in the future */
export function outlineOf(found: RawPost, now: number): Outline {
  return {
    id: oneLine(found.id ?? ''),
    heading: oneLine(cut(found.title.text, mostHeading)),
    url: webUrl(found.url, found.base),
    publishedAt: parseDate(found.published, now),
    updatedAt: parseDate(found.updated, now),
  };
}

/** @param outline of the same entry */
export function makePost(
  found: RawPost,
  { url, publishedAt, updatedAt }: Outline,
): Omit<ParsedPost, 'identity' | 'hash'> {
  const isXml = found.content.kind === 'xhtml';
  const content = cleanHtml(htmlOf(found.content), found.contentBase, isXml);
  const author = joined(found.authors);
  return {
    url,
    title: titleOf(found.title, most.title),
    author: author === '' ? null : author,
    content,
    excerpt: excerptOf(content, most.excerpt),
    publishedAt,
    updatedAt,
    tags: tagsOf(found.tags),
    image: firstUrl(found.images, found.base) ?? firstImage(content),
    attachments: attachmentsOf(found),
  };
}

/** A title, or another line, as plain text. */
export function titleOf({ text, kind }: RawText, characters: number): string {
  return kind === 'text' ? cut(oneLine(text), characters).trim() : plainText(text, characters);
}

function htmlOf({ text, kind }: RawText): string {
  if (kind === 'html' || kind === 'xhtml') return text;
  return kind === 'text' ? htmlOfText(text) : htmlOfEither(text);
}

function joined(authors: RawPost['authors']): string {
  const names = authors.slice(0, 10).map((author) => plainText(author ?? '', most.author));
  return cut([...new Set(names)].filter((name) => name !== '').join(', '), most.author);
}

function tagsOf(tags: RawPost['tags']): string[] {
  const plain = tags.slice(0, 5 * mostTags).map((tag) => plainText(tag ?? '', most.tag));
  return [...new Set(plain)].filter((tag) => tag !== '').slice(0, mostTags);
}

function firstUrl(urls: RawPost['images'], base: string): string | null {
  for (const url of urls) {
    const found = webUrl(url, base);
    if (found) return found;
  }
  return null;
}

/** The first picture of sanitised HTML, where an attribute has no `>`. */
function firstImage(content: string): string | null {
  const src = /<img [^>]*?src="([^"]*)"/.exec(content)?.[1];
  return src ? webUrl(src.replaceAll('&amp;', '&'), src) : null;
}

/** Each address once, as the feed names some both as enclosure and as media. */
function attachmentsOf({ attachments, base }: RawPost): Attachment[] {
  const byUrl = new Map<string, Attachment>();
  for (const { url: written, type, bytes, seconds } of attachments.slice(0, 10 * mostAttachments)) {
    const url = webUrl(written, base);
    if (!url || byUrl.has(url)) continue;
    byUrl.set(url, { url, type: mediaType(type), bytes: whole(bytes), seconds: whole(seconds) });
  }
  return [...byUrl.values()].slice(0, mostAttachments);
}

function mediaType(type: string | undefined): string | null {
  const name = type?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return name.length <= 100 && /^[\w.+-]+\/[\w.+-]+$/.test(name) ? name : null;
}

/** Zero stands for unknown. */
function whole(number: number | undefined): number | null {
  const rounded = Math.round(number ?? 0);
  return rounded > 0 && Number.isSafeInteger(rounded) ? rounded : null;
}
