/** Characters, in UTF-16, of a file name in a header. */
const LONGEST_NAME = 200;

/**
 * The `Content-Disposition` that saves an answer under a name (RFC 6266): in ASCII for old clients, where any other
 * character, quotes, backslashes and percent signs become `_`, and in UTF-8 where that differs.
 *
 * @param name any text; folders, control characters and halves of surrogate pairs do not reach the client
 */
export function attachment(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .replace(/[/\\]/g, '_')
    .slice(0, LONGEST_NAME)
    // The cut may have left half of a pair.
    .toWellFormed()
    .trim();
  const safe = plain === '' || /^\.+$/.test(plain) ? 'file' : plain;
  const ascii = safe.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  return ascii === safe
    ? `attachment; filename="${ascii}"`
    : `attachment; filename="${ascii}"; filename*=UTF-8''${extended(safe)}`;
}

/** As RFC 8187 writes a value. */
function extended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
