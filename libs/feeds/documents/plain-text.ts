import sanitizeHtml from 'sanitize-html';

/** A `<` that begins no element which texts of feeds contain as markup: it is text, as in `List<String>`. */
const bareAngle =
  /<(?!\/?(?:a|abbr|acronym|address|applet|article|aside|audio|b|basefont|bdi|bdo|bgsound|big|blink|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark|marquee|math|meta|nav|nobr|noscript|object|ol|p|picture|pre|q|rb|rp|rt|rtc|ruby|s|samp|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|track|tt|u|ul|var|video|wbr)(?![\w:-])|!--)/gi;
const startsBlock = /^\s*<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure|article|section|img|a|span|br)(?=[\s/>])/i;
/** Between these words stand no spaces in the markup, and yet they are not one word. */
const blockTag =
  /<\/?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|caption|blockquote|pre|figure|figcaption|hr|br|section|article|details|summary)(?=[\s/>])[^>]*>/g;
/** A comment, or a tag with the `>` of its values in quotes. */
const lineTag = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z\d]*)((?:\s(?:"[^"]*"|'[^']*'|[^"'<>])*)?)\/?>/gi;
const inLine =
  'a abbr acronym applet b bdi bdo big blink cite code data del dfn em font i ins kbd label mark marquee nobr q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  );
/** Where a line begins with one, they are round its text. */
const roundLines =
  'article blockquote center div figure h1 h2 h3 h4 h5 h6 header li ol p pre section table td tr ul'.split(' ');
/** Without attributes, somebody writes of them. */
const withAttributes = /^(?:img|basefont|bgsound)$/;
const separates = /^(?:br|div|h\d|li|p|td)$/i;
/** What it has in place of the control characters from U+0080 on; it leaves five out. */
const windows1252 = [...'€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'].map((character) =>
  character === '\0' ? '' : character,
);
const escapes: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/**
 * Without control characters, halves of surrogate pairs and characters that Unicode reserves. The control characters from U+0080
 * to U+009F are nearly always meant as those of windows-1252, as which browsers show them, too.
 */
export function storable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed.
    /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufeff]|\p{Surrogate}/gu,
    (character) => windows1252[character.charCodeAt(0) - 0x80] ?? '',
  );
}

/** The first characters, never half of a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

/** One line: runs of white space are one space. */
export function oneLine(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim();
}

/**
 * One line of plain text of something that may be HTML, such as a title: the elements of a line go and entities are decoded. A
 * tag that is never closed, or of another element, is text, as in `Using <script> in HTML` and `List<String>`.
 *
 * @param most characters
 */
export function plainText(html: string, most: number): string {
  const bounded = cut(html, 4 * most + 1000);
  const text = bounded.includes('<') ? withoutElements(bounded) : bounded;
  return cut(oneLine(text.includes('&') ? decodeEntities(text) : text), most).trim();
}

function withoutElements(html: string): string {
  const elements = startsBlock.test(html) ? [...inLine, ...roundLines] : inLine;
  const markup = new Set<number>();
  const open: { readonly name: string; readonly at: number }[] = [];
  for (const { 0: tag, 1: closing, 2: written = '', 3: attributes, index: at } of html.matchAll(lineTag)) {
    const name = written.toLowerCase();
    if (!name || /^w?br$/.test(name) || (attributes && withAttributes.test(name))) markup.add(at);
    if (!elements.includes(name)) continue;
    // The end of an address without quotes closes no element.
    if (tag.endsWith('/>') && !/=[^"'\s=]+\/>$/.test(tag)) markup.add(at);
    else if (!closing) open.push({ name, at });
    else {
      const [pair] = open.splice(open.findLastIndex((opened) => opened.name === name) >>> 0, 1);
      if (pair) markup.add(pair.at).add(at);
    }
  }
  return html.replace(lineTag, (tag, _closing, name, _attributes, at) => {
    return markup.has(at) ? (separates.test(name) ? ' ' : '') : tag;
  });
}

/** The beginning of sanitised HTML as one line of plain text. */
export function excerptOf(html: string, most: number): string {
  // A picture's attributes come before the words, and are long.
  const beginning = cut(html, 20_000).replace(/<[^>]*$/, '');
  const text = beginning.replace(blockTag, ' ').replace(/<[^>]*>/g, '');
  return cut(oneLine(unescapeHtml(text)), most).trim();
}

/**
 * The first words of a line.
 *
 * @param most characters, with the ellipsis in place of the others
 */
export function firstWords(line: string, most: number): string {
  if (line.length <= most) return line;
  const beginning = cut(line, most - 1);
  const space = beginning.lastIndexOf(' ');
  return `${(space > most / 2 ? beginning.slice(0, space) : beginning).trimEnd()}…`;
}

/** HTML of something that its format does not tell to be HTML: as it is when it has tags, else its lines as paragraphs. */
export function htmlOfEither(text: string): string {
  if (hasTag(text)) return text;
  const decoded = text.includes('&') ? decodeEntities(text) : text;
  // It was escaped twice.
  return startsBlock.test(decoded) && decoded.trimEnd().endsWith('>') ? decoded : htmlOfText(decoded);
}

/** Its paragraphs, with their line breaks. */
export function htmlOfText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => escapeHtml(paragraph.trim()).replace(/\n/g, '<br />'))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}

function hasTag(text: string): boolean {
  return text.includes('<') && text.replace(bareAngle, '').includes('<');
}

/** Entities alone, with every `<` a text. */
function decodeEntities(text: string): string {
  return unescapeHtml(sanitizeHtml(text.replace(/</g, '&lt;'), { allowedTags: [], allowedAttributes: {} }));
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The reverse of what sanitize-html escapes. */
function unescapeHtml(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (name) => escapes[name] ?? name);
}
