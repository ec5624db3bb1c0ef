/** Where the root element of a document begins, and its name in lower case, without its prefix, which has a colon. */
export interface RootElement {
  readonly at: number;
  readonly prefix: string;
  readonly name: string;
}

/** What may stand before it: comments, instructions, a document type, and what servers print by mistake. */
const mostBeforeRoot = 200_000;
/** Of what is checked to be well-formed. */
const mostChecked = 5_000;
const entryName = '(?:[\\w.-]+:)?(?:item|entry)';

/** @returns null when no element begins in the first 200,000 characters, or what stands before it does not end there */
export function rootOf(document: string): RootElement | null {
  const text = document.slice(0, mostBeforeRoot);
  for (let at = text.indexOf('<'); at >= 0; ) {
    const [, prefix = '', name] = /^<([\w.-]+:)?([a-z][\w.-]*)(?=[\s/>])/i.exec(text.slice(at, at + 200)) ?? [];
    if (name) return { at, prefix, name: name.toLowerCase() };
    const end = endOfMarkup(text, at);
    if (end < 0) return null;
    at = text.indexOf('<', end);
  }
  return null;
}

/** Where a comment, an instruction, a document type or a character ends; -1 when it does not. */
function endOfMarkup(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 2);
  if (text.startsWith('<?', at)) return text.indexOf('?>', at + 2);
  return /^<!doctype\b/i.test(text.slice(at, at + 12)) ? endOfDoctype(text, at) : at + 1;
}

/** Its subset in brackets has markup of its own, and its texts in quotes may have any character. */
function endOfDoctype(text: string, at: number): number {
  const marks = /["'[\]>]/g;
  marks.lastIndex = at;
  let inside = false;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '>' && !inside) return mark.index + 1;
    if (mark[0] === '[' || mark[0] === ']') inside = mark[0] === '[';
    if (mark[0] !== '"' && mark[0] !== "'") continue;
    const closed = text.indexOf(mark[0], mark.index + 1);
    if (closed < 0) return -1;
    marks.lastIndex = closed + 1;
  }
  return -1;
}

/**
 * With the `<` that begin no tag as `&lt;`, outside CDATA: those before something else than a name, and those that another
 * `<` follows before a `>`, unless it is within a value in quotes.
 */
export function escapeBareAngles(xml: string): string {
  const parts: string[] = [];
  for (let at = 0; at < xml.length; ) {
    const open = xml.indexOf('<![CDATA[', at);
    const markup = xml.slice(at, open < 0 ? xml.length : open);
    parts.push(markup.replace(/<(?![!?])(?:(?![a-z_:/])|(?=([^<>]*)<))/gi, escapedAngle));
    if (open < 0) break;
    const close = xml.indexOf(']]>', open);
    at = close < 0 ? xml.length : close + 3;
    parts.push(xml.slice(open, at));
  }
  return parts.join('');
}

function escapedAngle(angle: string, between = ''): string {
  return between.split('"').length % 2 === 0 ? angle : '&lt;';
}

/** Whether all elements of a short text are closed in their order; false of one that is longer than 5,000 characters. */
export function isWellFormed(xml: string): boolean {
  if (xml.length > mostChecked) return false;
  const open: string[] = [];
  const elements = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  for (const [, isClosing, name = '', isClosed] of elements.matchAll(/<(\/?)([^\s<>/]+)[^<>]*?(\/?)>/g)) {
    if (isClosing && open.pop() !== name) return false;
    if (!isClosing && !isClosed) open.push(name);
  }
  return open.length === 0 && !/<[^>]*$/.test(elements);
}

/** How many entries begin in a text, at most one more than `most`. */
export function countEntries(xml: string, most: number): number {
  const opening = new RegExp(`<${entryName}(?=[\\s/>])`, 'gi');
  let count = 0;
  while (count <= most && opening.test(xml)) count += 1;
  return count;
}

/**
 * The parts of a damaged feed that are whole: what comes before its first entry, and its complete entries.
 * Null when it has no complete entry.
 */
export function completeEntries(xml: string): { head: string; entries: string[] } | null {
  const opening = new RegExp(`<(${entryName})(?=[\\s/>])`, 'gi');
  const first = opening.exec(xml);
  if (!first) return null;
  const entries: string[] = [];
  for (let begin: RegExpExecArray | null = first; begin; ) {
    const closing = `</${begin[1]}>`;
    const end = xml.indexOf(closing, opening.lastIndex);
    if (end < 0) break;
    entries.push(xml.slice(begin.index, end + closing.length));
    opening.lastIndex = end + closing.length;
    begin = opening.exec(xml);
  }
  return entries.length > 0 ? { head: xml.slice(0, first.index), entries } : null;
}
