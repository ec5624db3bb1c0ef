const bytes = 32;

/** The 32 bytes of a key in base64url, undefined for anything else. */
export function readKey(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64url');
  // Node ignores characters that are not base64url: a mistyped key would be read as another key.
  return key.length === bytes && key.toString('base64url') === text ? key : undefined;
}
