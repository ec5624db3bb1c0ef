/**
 * Whether a text is shown as it is written, on one line: it has no line breaks, no other control characters and no
 * bidirectional marks, which change the order in which a reader sees the text around it.
 */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text);
}
