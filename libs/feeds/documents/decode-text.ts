import { storable } from './plain-text.js';

/** What many servers add to every answer, whatever it is. It decodes any bytes, so it proves nothing. */
const serversDefault = 'windows-1252';

/**
 * The text of a document, without the characters that XML forbids or PostgreSQL cannot store. The encoding is the first
 * that fits: a byte order mark; UTF-16 by its zero bytes; UTF-8, where the bytes are UTF-8 throughout, since text of another
 * encoding hardly ever is; the charset of the header; that of the document, which is asked before a header that says
 * ISO 8859-1, as many servers add that to everything; UTF-8 with damaged places, where these are few; windows-1252.
 *
 * @param contentType the header, for its charset
 */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  return storable(decoded(body, contentType));
}

function decoded(body: Uint8Array, contentType: string | null): string {
  const wide = utf16Of(body);
  if (wide) return new TextDecoder(wide).decode(body);
  const utf8 = decodeAs('utf-8', body);
  if (utf8 !== undefined && !isShifted(body)) return utf8;
  for (const encoding of declared(body, contentType)) {
    const text = encoding === 'utf-8' ? undefined : decodeAs(encoding, body);
    if (text !== undefined) return text;
  }
  return utf8 ?? mostlyUtf8(body) ?? new TextDecoder('windows-1252').decode(body);
}

/** The encodings that the header and the document name, as TextDecoder calls them, the more credible first. */
function declared(body: Uint8Array, contentType: string | null): string[] {
  // The declaration of XML, or the first `meta` of HTML.
  const head = new TextDecoder('latin1').decode(body.subarray(0, 1024));
  const header = labelOf(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType?.slice(0, 200) ?? '')?.[1]);
  const own = labelOf(/(?:encoding|charset)\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1]);
  const named = header === serversDefault ? [own, header] : [header, own];
  // A document whose declaration could be read byte by byte is not UTF-16.
  return named.filter((label) => label !== undefined && !label.startsWith('utf-16')) as string[];
}

function labelOf(name: string | undefined): string | undefined {
  try {
    return name && new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** @returns undefined when the bytes are not of that encoding */
function decodeAs(encoding: string, body: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Which UTF-16 it is, by its mark or by the zeros round its first character, which is ASCII in XML, JSON and HTML. */
function utf16Of([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  return a === 0 && b && c === 0 && d ? 'utf-16be' : undefined;
}

/** Whether it is ISO 2022, which is ASCII to every other decoder: it switches its alphabets by escape sequences. */
function isShifted(body: Uint8Array): boolean {
  const at = body.indexOf(0x1b);
  return at >= 0 && (body[at + 1] === 0x24 || body[at + 1] === 0x28);
}

/** A text of UTF-8 that was cut or patched in a few places: at most a quarter of its characters beyond ASCII.
 * Text of another encoding has hardly any that is not damaged. */
function mostlyUtf8(body: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(body);
  const beyond = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  return damaged * 4 <= beyond ? text : undefined;
}
