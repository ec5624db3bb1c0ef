import { webUrl } from './web-url.js';

/** One with `<` or `>` in its values is not found, and is left out with all frames. */
const opening = /<iframe(?=[\s/>])([^<>]*)>/i;
const everyOpening = new RegExp(opening, 'gi');
const address = /(?:^|[\s/"'])(src|data-src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/gi;

/**
 * HTML in which each frame is a link with the name of its host: a post that is only a film would otherwise be empty. It is not
 * cleaned yet. What stands within a frame is for browsers without frames, and is left out.
 */
export function framesAsLinks(html: string, base: string): string {
  // Split once: an expression from a frame to its end would read the rest of the text for each that is not closed.
  const parts = html.split(/<\/iframe\s*>/i);
  const rest = parts.pop() ?? '';
  const closed = parts.map((part) => {
    const found = opening.exec(part);
    return found ? part.slice(0, found.index) + linkOf(found[1] ?? '', base) : part;
  });
  return closed.join('') + rest.replace(everyOpening, (_, attributes: string) => linkOf(attributes, base));
}

function linkOf(attributes: string, base: string): string {
  const written = [...attributes.matchAll(address)].map(([, name, ...values]) => ({
    isLazy: name?.toLowerCase() === 'data-src',
    value: values.find((value) => value !== undefined)?.replaceAll('&amp;', '&'),
  }));
  const lazy = written.find(({ isLazy }) => isLazy)?.value;
  const url = webUrl(lazy, base) ?? webUrl(written.find(({ isLazy }) => !isLazy)?.value, base);
  if (!url) return '';
  // The parser of URLs leaves no other mark of HTML in it.
  const [href, host] = [url, new URL(url).hostname].map((text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  );
  return `<a href="${href}">${host}</a>`;
}
