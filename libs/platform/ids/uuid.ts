const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The nil UUID (RFC 9562 §5.9): every id that is made comes after it. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** Whether the text is a UUID in lower case, the form of `newId`. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Whether the text is a UUID of version 7 (RFC 9562 §5.7) in lower case, whoever made it: an index grows at its end by those. */
export function isUuidV7(text: string): boolean {
  return UUID_V7.test(text);
}

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** The UUID of 16 bytes, in lower case. */
export function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
