import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link to a bundle says; whoever holds the key can make one. */
export interface DownloadLink {
  readonly tenantId: string;
  readonly versionId: string;
  /** Identifies the link, which is counted once. */
  readonly id: string;
  /** The SHA-256 of the file: 64 hexadecimal digits. */
  readonly digest: string;
  readonly bytes: number;
  /** In whole seconds since 1970. */
  readonly expiresAt: number;
  readonly fileName: string;
}

/** The first byte, so that another format can follow this one. */
const format = 1;
const macBytes = 32;
/** The format, three ids, the digest, two numbers of six bytes each. */
const fixedBytes = 1 + 3 * 16 + 32 + 6 + 6;

/**
 * The token of a link: the format, tenant, version, link, digest, length, expiry and name of the file, then their
 * HMAC-SHA256, all as base64url.
 *
 * @param key of 32 bytes
 */
export function sealLink(key: Buffer, link: DownloadLink): string {
  const body = Buffer.concat([
    Buffer.from([format]),
    ...[link.tenantId, link.versionId, link.id].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')),
    Buffer.from(link.digest, 'hex'),
    sixBytes(link.bytes),
    sixBytes(link.expiresAt),
    Buffer.from(link.fileName),
  ]);
  return Buffer.concat([body, macOf(key, body)]).toString('base64url');
}

/** Reads a token; undefined for any text but one that `sealLink` made with one of these keys, character by character. */
export function openLink(keys: readonly Buffer[], token: string): DownloadLink | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // Node reads other spellings of the same bytes, too.
  if (bytes.length < fixedBytes + macBytes || bytes.toString('base64url') !== token) return undefined;
  const body = bytes.subarray(0, -macBytes);
  const made = keys.some((key) => timingSafeEqual(macOf(key, body), bytes.subarray(-macBytes)));
  if (!made || body[0] !== format) return undefined;
  return {
    tenantId: uuidAt(body, 1),
    versionId: uuidAt(body, 17),
    id: uuidAt(body, 33),
    digest: body.toString('hex', 49, 81),
    bytes: body.readUIntBE(81, 6),
    expiresAt: body.readUIntBE(87, 6),
    fileName: body.toString('utf8', fixedBytes),
  };
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

function sixBytes(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}

function uuidAt(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
