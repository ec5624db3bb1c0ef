import { storable } from './plain-text.js';

/** Longer ones are nothing that a browser follows. */
const mostCharacters = 4000;
/** Says where a reader comes from, and not what the page shows. */
const tracking =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|twclid|mc_[ce]id|_hsenc|_hsmi|mkt_tok|wt_mc|at_(?:medium|campaign|custom\d))$/i;

/**
 * An absolute URL of http or https without tracking parameters.
 *
 * @param base what it is relative to, absolute
 * @returns null when it is no such URL, or has more than 4,000 characters
 */
export function webUrl(written: string | null | undefined, base: string): string | null {
  const url = parsed(written, base);
  return url && /^https?:$/.test(url.protocol) ? withoutTracking(url) : null;
}

/** As {@link webUrl}, or an e-mail address as `mailto:`. */
export function linkUrl(written: string | null | undefined, base: string): string | null {
  const url = parsed(written, base);
  return url?.protocol === 'mailto:' ? url.href : webUrl(written, base);
}

/** What relative addresses below an element with `xml:base` are relative to. */
export function baseWithin(base: string, written: string | null | undefined): string {
  return (written && webUrl(written, base)) || base;
}

function parsed(written: string | null | undefined, base: string): URL | null {
  const trimmed = storable(written ?? '').trim();
  if (trimmed === '' || trimmed.length > mostCharacters) return null;
  const url = URL.parse(trimmed, base);
  return url && url.href.length <= mostCharacters ? url : null;
}

function withoutTracking(url: URL): string {
  const parameters = url.search.slice(1).split('&');
  const kept = parameters.filter((parameter) => !tracking.test(parameter.split('=', 1)[0] ?? ''));
  // The others stay as they are written.
  if (kept.length < parameters.length) url.search = kept.join('&');
  return url.href;
}
