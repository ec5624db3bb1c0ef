/** The most of a rejected event that is told, in bytes of UTF-8. */
export const longestSentText = 2_048;

const bytes = Buffer.alloc(longestSentText);
const encoder = new TextEncoder();

/** The beginning of a text, as PostgreSQL can store it: its first 2 KiB of UTF-8, without half of a character. */
export function cutText(text: string): string {
  // A part of a string would keep the whole body in memory.
  const storable = text.slice(0, longestSentText).replaceAll('\0', '\ufffd');
  const { written } = encoder.encodeInto(storable, bytes);
  return bytes.toString('utf8', 0, written);
}

/** The beginning of the JSON of a value that JSON.parse gave, as `cutText` gives it. */
export function sentText(value: unknown): string {
  return cutText(json(value, longestSentText));
}

/**
 * The JSON of a value, of which not much more than the first `most` characters is written. JSON.stringify would need memory
 * for all of it, and a stack as deep as it is nested; each level is a character here.
 */
function json(value: unknown, most: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(0, most)));
  // What is too large for a number is told as such, not as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const key in value) {
    if (text.length > most) return text;
    if (text.length > 1) text += ',';
    if (!isList) text += `${JSON.stringify(key.slice(0, longestSentText))}:`;
    text += json(value[key as keyof typeof value], most - text.length);
  }
  return text + (isList ? ']' : '}');
}
