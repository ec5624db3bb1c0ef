import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html';
import { boundedDepth, TooDeep } from './element-depth.js';
import { cut, htmlOfText, storable } from './plain-text.js';
import { linkUrl, webUrl } from './web-url.js';

/** Of the HTML of one post, in characters. */
const mostContent = 500_000;
/** More is cut off before it is read, so that one post costs a bounded time. */
const mostRead = 2_000_000;
/** Deeper elements lose their tags and keep their text: browsers and database tools stop at some depth as well. */
const mostNested = 100;
/** The second makes sure of what the first left, and so on; two are nearly always enough. */
const mostPasses = 4;
/** The tags that close what a cut left open take less. */
const roomForClosing = 5_000;
const mostSrcset = 8_000;
/** How one looks that has lost its attributes. The library's own filter copies the text before each that it leaves out. */
const EMPTY_PICTURE = '<img />';
/**
 * As browsers split them: an address ends at white space, and what describes it at the next comma; there is none after an
 * address with a comma at its end. Each begins where the last one ended, so that no character is read anew for each before it.
 */
const candidate = /[\s,]*([^\s,]\S*)(?:(?<=,)|([^,]*))/gy;
const isSize = /^(?:[1-9]\d{0,8}w|\d{1,9}(?:\.\d{1,9})?x)$/;
/** No address has them; the library reads those that follow once for each of them. */
const manyCommas = /,{10}/;

const words =
  'a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup time u var wbr';
const blocks =
  'article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary ul';
const tables = 'caption col colgroup table tbody td tfoot th thead tr';
const media = 'audio img picture source video';

/** Stands for a frame until it is a link with a text: the library would repeat a text before what is within the frame. */
const FRAME = 'frame-link';
const openingFrame = new RegExp(`<${FRAME} href="([^"]*)" title="([^"]*)">`, 'g');

const allowedTags = new Set([words, blocks, tables, media, FRAME].flatMap((names) => names.split(' ')));

/** Their text is no text for readers. That of an object is what stands in its place. */
const isRawText = new Set('script style textarea xmp noembed noframes title'.split(' '));
const withoutText = [...isRawText, 'iframe', 'math', 'option', 'svg', 'template'];

const options: IOptions = {
  allowedTags: [...allowedTags],
  selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr'],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    abbr: ['title'],
    [FRAME]: ['href', 'title'],
    audio: ['src', 'controls', 'preload'],
    col: ['span'],
    colgroup: ['span'],
    bdo: ['dir'],
    del: ['datetime'],
    img: ['src', 'srcset', 'sizes', 'alt', 'title', 'width', 'height'],
    ins: ['datetime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    source: ['src', 'srcset', 'sizes', 'type', 'media'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    time: ['datetime'],
    video: ['src', 'poster', 'controls', 'preload', 'width', 'height'],
  },
  allowedSchemes: ['http', 'https'],
  allowedSchemesByTag: { a: ['http', 'https', 'mailto'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'poster'],
  allowProtocolRelative: false,
  nestingLimit: mostNested,
  parseStyleAttributes: false,
};

/**
 * HTML that is safe to show, with absolute URLs: the elements of articles, without styles, scripts and forms, and with links in
 * place of frames.
 * Cleaned again, it stays the same.
 *
 * @param base what its addresses are relative to
 * @param isXml whether any element may be closed by a slash in its tag, as in XHTML
 * @returns at most 500,000 characters
 */
export function cleanHtml(html: string, base: string, isXml = false): string {
  const clean = cleanOrFlat(cut(html, mostRead), base, isXml);
  return clean.length > mostContent ? cleanRepeatedly(cut(clean, mostContent - roomForClosing), base) : clean;
}

/** Of elements that are nested too deeply only the text is kept. */
function cleanOrFlat(html: string, base: string, isXml: boolean): string {
  try {
    return cleanRepeatedly(html, base, isXml);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return cleanRepeatedly(htmlOfText(html.replace(/<[^<>]*>/g, ' ')), base);
  }
}

/** Elements that stood apart may be within each other once one between them is gone, which a browser would not leave. */
function cleanRepeatedly(html: string, base: string, isXml = false): string {
  let clean = html;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const seen = { isDropped: false };
    // What the first pass gives is HTML.
    clean = cleanOnce(clean, base, isXml && pass === 0, seen);
    if (!seen.isDropped) break;
  }
  return clean;
}

function cleanOnce(html: string, base: string, isXml: boolean, seen: { isDropped: boolean }): string {
  const { onOpenTag, onCloseTag } = boundedDepth();
  let depth = 0;
  /** How many elements are open that stand in place of lazy pictures, and the pictures that are shown. */
  let fallbacks = 0;
  const shown = new Set<string>();
  const framesAreClosed = isClosed(html, 'iframe');
  return storable(
    sanitizeHtml(html, {
      ...options,
      nonTextTags: withoutText.filter((name) => isRawText.has(name) || isClosed(html, name)),
      ...(isXml && { parser: { recognizeSelfClosing: true } }),
      transformTags: {
        [FRAME]: (_, attribs) => ({ tagName: 'span', attribs }),
        // A post that is only a film would otherwise be empty. What is within it is for browsers without frames.
        iframe: (tagName, attribs) => {
          const { src } = resolved(tagName, attribs, base);
          if (!src) return { tagName, attribs: {} };
          seen.isDropped = true;
          const link = { tagName: FRAME, attribs: { href: src, title: new URL(src).hostname } };
          return framesAreClosed ? { ...link, text: '' } : link;
        },
        '*': (tagName, attribs) => {
          seen.isDropped ||= !allowedTags.has(tagName) || depth > mostNested;
          const kept = resolved(tagName, attribs, base);
          if (tagName !== 'img') return { tagName, attribs: kept };
          const { src = '' } = kept;
          const isRepeated = fallbacks > 0 && shown.has(src);
          if (src) shown.add(src);
          return { tagName, attribs: isUnseen(kept) || isRepeated ? {} : kept };
        },
      },
      onOpenTag: (name) => {
        depth = onOpenTag();
        if (name === 'noscript') fallbacks += 1;
      },
      onCloseTag: (name) => {
        onCloseTag();
        if (name === 'noscript') fallbacks -= 1;
      },
    })
      .replaceAll(EMPTY_PICTURE, '')
      .replace(openingFrame, '<a href="$1">$2</a>')
      .replaceAll(`</${FRAME}>`, ''),
  ).trim();
}

/** Whether each such element is closed. One that is not would take the rest of the post along. */
function isClosed(html: string, name: string): boolean {
  const count = (begin: string) => html.match(new RegExp(`<${begin}${name}(?=[\\s/>])`, 'gi'))?.length ?? 0;
  return count('') <= count('/');
}

/** A picture without an address shows nothing; one of one pixel reports who reads. */
function isUnseen({ src, srcset, width = '', height = '' }: Attributes): boolean {
  return !(src || srcset) || (/^[01]$/.test(width) && /^[01]$/.test(height));
}

function resolved(tag: string, attributes: Attributes, base: string): Attributes {
  const kept = { ...attributes };
  // Pages load it once it is scrolled to; until then `src` has a placeholder.
  for (const name of ['src', 'srcset']) {
    const lazy = kept[`data-${name}`];
    if (lazy && (name === 'src' ? webUrl(lazy, base) : resolvedSrcset(lazy, base))) kept[name] = lazy;
  }
  replace(kept, 'href', (value) => linkUrl(value, base));
  replace(kept, 'src', (value) => webUrl(value, base));
  replace(kept, 'poster', (value) => webUrl(value, base));
  replace(kept, 'srcset', (value) => resolvedSrcset(value, base));
  for (const size of ['width', 'height']) replace(kept, size, (value) => (/^\d{1,5}$/.test(value) ? value : null));
  delete kept.rel;
  if (tag === 'a' && kept.href) kept.rel = 'noopener noreferrer nofollow';
  // Nothing is loaded before a reader asks for it.
  if (tag === 'audio' || tag === 'video') Object.assign(kept, { controls: '', preload: 'none' });
  return kept;
}

function replace(attributes: Attributes, name: string, by: (value: string) => string | null): void {
  const value = attributes[name];
  if (value === undefined) return;
  const replaced = by(value);
  if (replaced === null) delete attributes[name];
  else attributes[name] = replaced;
}

/** Each candidate is an address without white space, and its width or density. */
function resolvedSrcset(srcset: string, base: string): string | null {
  const kept = [...cut(srcset, mostSrcset).matchAll(candidate)].flatMap(([, written = '', described = '']) => {
    const size = described.trim();
    const url = (size === '' || isSize.test(size)) && webUrl(withoutCommas(written), base);
    return url && !manyCommas.test(url) ? [size ? `${url} ${size}` : url] : [];
  });
  return kept.length > 0 ? kept.join(', ') : null;
}

/** Without those at its end, at each of which an expression would begin anew. */
function withoutCommas(address: string): string {
  let end = address.length;
  while (address[end - 1] === ',') end -= 1;
  return address.slice(0, end);
}

/** Its addresses are absolute once a feed was fetched: relative ones have no base. */
const cleanAgain = (html: string) => cleanHtml(html, 'about:blank');

/** Cleans the HTML of posts in the archive of a tenant, which readers show as it is stored. */
export const importedPosts = { 'feeds.posts': { content: cleanAgain }, 'feeds.post_versions': { content: cleanAgain } };
