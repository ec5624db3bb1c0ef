/** The most events of one request. */
export const mostEvents = 1_000;
/** The most properties of one event. */
export const mostProperties = 50;
/** The longest name of an event and of a property, in code points. */
export const longestName = 100;
/** The longest subject and session, in code points. */
export const longestSubject = 200;
/** The longest text of a property, in code points. */
export const longestText = 1_000;
/** How long ago an event may have occurred, in milliseconds: a phone may have been offline for a week. */
export const oldest = 7 * 24 * 60 * 60 * 1_000;
/** How far ahead of the server the clock of a client may be, in milliseconds. */
export const farthestAhead = 5 * 60 * 1_000;

/**
 * The name of an event: letters and digits of any script and `_ . : / $ -`, with single words or with spaces between them,
 * of 1 to 100 code points. It begins with a letter, a digit, `_` or `$`, as in `page_view`, `$identify`, `Order Completed`
 * and `cart/checkout:paid`. Those that begin with `palier.` are the names of what the product itself counts.
 */
export const namePattern = /^(?!palier\.)[\p{L}\p{N}_$](?:[\p{L}\p{M}\p{N}_.:/$ -]{0,98}[\p{L}\p{M}\p{N}_.:/$-])?$/u;

/** A UUID of any version, in upper or lower case. */
export const idPattern = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** An address within a text, written as it is or percent-encoded as in a URL; `@2.0.1` of a package is none. */
const email = /[\p{L}\p{N}._+'-](?:@|%40)(?:[\p{L}\p{M}\p{N}-]+\.)+\p{L}{2,}/iu;

/** Whether a text holds what looks like an e-mail address, which is personal data that no analysis needs. */
export function looksLikeEmail(text: string): boolean {
  return (text.includes('@') || text.includes('%40')) && email.test(text);
}

/** Whether a text has at most so many code points, of which each is one or two of the units that `length` counts. */
export function isWithin(text: string, most: number): boolean {
  return text.length <= most || (text.length <= 2 * most && [...text].length <= most);
}
