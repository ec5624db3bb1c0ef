/** Characters of a pointer, at most: unknown field names come from the client and may be as long as a body. */
const maxLength = 256;

/** The JSON pointer (RFC 6901) to a path; lone surrogates, which JSON cannot carry, become U+FFFD. */
export function pointerTo(path: readonly string[]): string {
  const pointer = path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return pointer.slice(0, maxLength).toWellFormed();
}
