/** What a stream id of the protocol names. */
export type Stream =
  | { readonly kind: 'all' | 'starred' | 'read' | 'unread' }
  /** By the id or the address of a subscription. */
  | { readonly kind: 'feed'; readonly named: string }
  /** By the name of a folder or of a label. */
  | { readonly kind: 'label'; readonly name: string };

const states = {
  'reading-list': 'all',
  starred: 'starred',
  read: 'read',
  unread: 'unread',
  // What the user marked as unread is unread like the rest.
  'kept-unread': 'unread',
} as const;

/** The stream of an id, as in `feed/<id>`; undefined for unsupported streams, such as `broadcast`. */
export function streamOf(id: string): Stream | undefined {
  const [, kind, rest = ''] = /^(feed)\/(.+)$/s.exec(id) ?? /^user\/[^/]*\/(state|label)\/(.+)$/s.exec(id) ?? [];
  if (kind === 'feed') return { kind, named: rest };
  if (kind === 'label') return { kind, name: rest };
  const state = rest.replace(/^com\.google\//, '');
  return Object.hasOwn(states, state) ? { kind: states[state as keyof typeof states] } : undefined;
}

export const stateId = (state: keyof typeof states): string => `user/-/state/com.google/${state}`;
/** Of a folder or a label. */
export const labelId = (name: string): string => `user/-/label/${name}`;
export const feedId = (subscriptionId: string): string => `feed/${subscriptionId}`;

const prefix = 'tag:google.com,2005:reader/item/';

/** The long form of the id of the post with a number. */
export function itemId(number: number): string {
  return `${prefix}${number.toString(16).padStart(16, '0')}`;
}

/**
 * The number of a post, of the long form of its id, of the 16 hexadecimal digits at the end of that, or in decimal; undefined
 * for what is none of these.
 */
export function postNumber(id: string): number | undefined {
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  const hexadecimal = digits !== id || digits.length === 16;
  if (!(hexadecimal ? /^[\da-f]{1,16}$/i : /^\d{1,16}$/).test(digits)) return undefined;
  const number = Number.parseInt(digits, hexadecimal ? 16 : 10);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A moment that a client gives in seconds, or in any smaller unit of the powers of a thousand. */
export function momentOf(text: string): Date | undefined {
  if (!/^\d{1,19}$/.test(text)) return undefined;
  const scale = Math.ceil(Math.max(0, text.length - 11) / 3);
  // By its digits: a number has not enough of them for the smaller units, and the moment would be a millisecond before.
  const time = new Date(scale === 0 ? Number(text) * 1000 : Number(text.slice(0, text.length - 3 * (scale - 1))));
  return Number.isNaN(time.getTime()) || time.getTime() <= 0 ? undefined : time;
}
