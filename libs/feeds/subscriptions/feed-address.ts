import { inBody } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';

/** Characters of the address of a feed. */
export const MOST_OF_ADDRESS = 2000;

/** Where a feed is, without the name and password that the text may have held. */
interface FeedUrl {
  readonly url: string;
  /** The Authorization header of its requests. */
  readonly authorization?: string;
}

/**
 * Reads the address of a feed or site as people write it: without a scheme, or with that of feed readers.
 *
 * @throws Problem `invalid_feed_address` (400)
 */
export function parseFeedUrl(text: string): FeedUrl {
  const written = text
    // Browsers leave them out, wherever they are, and read either slash.
    .replace(/[\t\n\r]/g, '')
    .trim()
    .replace(/^feed:([\\/]{2})?(?=https?:)/i, '')
    .replace(/^feed:[\\/]{2}/i, 'http://');
  // A path without a host: its first part would be taken as one.
  if (/^[\\/](?![\\/])/.test(written)) throw invalidAddress();
  const url = URL.parse(hasScheme(written) ? written : `https://${written}`);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) throw invalidAddress();
  const { username, password } = url;
  Object.assign(url, { username: '', password: '', hash: '' });
  if (url.href.length > MOST_OF_ADDRESS) throw invalidAddress();
  if (!username && !password) return { url: url.href };
  return {
    url: url.href,
    authorization: `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`,
  };
}

/** Whether it begins with a scheme: not with a host and its port, or a name and a password that begins with a digit. */
function hasScheme(address: string): boolean {
  return /^https?:/i.test(address) || (/^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^\\/]+:\d/.test(address));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidAddress();
  }
}

function invalidAddress() {
  const code = 'invalid_feed_address';
  const detail = {
    en: 'must be an http or https address of at most 2,000 characters',
    fr: 'doit être une adresse http ou https de 2 000 caractères au plus',
  };
  return feedsProblems[code]({}, inBody(code, '/url', detail));
}
