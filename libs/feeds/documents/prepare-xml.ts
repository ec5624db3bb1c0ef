/** What ends the type of a text in base64. */
export const BASE64 = ';base64';
const ORIGINAL = 'original';

const original = /<(\/?)(?:feedburner|pheedo):origLink(?=[\s>])/gi;
const typedText = /<((?:[\w.-]+:)?(?:content|summary|title|tagline))(\s[^<>]*)>/gi;
const inBase64 = /\smode\s*=\s*["']base64["']/i;
const itsType = /\stype\s*=\s*["']([^"']*)["']/i;

/**
 * The XML of a feed, in which what the library does not know is written as what it knows: the address that a proxy of feeds put
 * in place of its own is a link, and a text in base64, as Atom 0.3 has it, says so in its type.
 *
 * @param atom the prefix of Atom in it, with its colon
 */
export function prepareXml(xml: string, atom: string): string {
  const linked = xml.replace(original, (_, slash) => `<${slash}${atom}link${slash ? '' : ` rel="${ORIGINAL}"`}`);
  return /base64/i.test(linked) ? linked.replace(typedText, withEncoding) : linked;
}

/** The address of an entry before a proxy of feeds put its own there. */
export function originalOf(links: readonly { rel?: string; href?: string }[] | undefined): string | undefined {
  return links?.find(({ rel }) => rel === ORIGINAL)?.href;
}

function withEncoding(tag: string, name: string, attributes: string): string {
  if (!inBase64.test(attributes)) return tag;
  const type = itsType.exec(attributes)?.[1] ?? '';
  return `<${name} type="${type}${BASE64}"${attributes.replace(itsType, '')}>`;
}
