import type { StoredSession } from './exchange-refresh-token.js';
import { CHAIN_PART_BYTES, type RefreshChain } from './refresh-chain.js';
import type { Session, SessionRef } from './session.js';

/** The fields of one session; what the sessions of a user have in common is stored once, in other fields. */
export type Packed = Pick<Session, 'device' | 'address' | 'region' | 'lastSeenAt' | 'expiresAt'>;

const TIME_BYTES = 6;
const parts = ['salt', 'family', 'previous', 'current', 'next'] as const;
const PARTS_AT = 2 * TIME_BYTES;
const TEXTS_AT = PARTS_AT + parts.length * CHAIN_PART_BYTES;
const LONGEST = 200;

/**
 * Packs a session as a field of its user's hash: first both times, which scripts read, then the chain, then
 * region and address with a length byte before each, and the device. It takes 94 bytes and the texts, about
 * 220 bytes for a browser.
 */
export function packSession(
  { device, address, region = '', lastSeenAt, expiresAt }: Packed,
  chain: RefreshChain,
): Buffer {
  const times = Buffer.alloc(PARTS_AT);
  times.writeUIntBE(expiresAt.getTime(), 0, TIME_BYTES);
  times.writeUIntBE(lastSeenAt.getTime(), TIME_BYTES, TIME_BYTES);
  const texts = [region, address].flatMap((text) => {
    const bytes = Buffer.from(text.slice(0, 64));
    return [Buffer.of(bytes.length), bytes];
  });
  return Buffer.concat([times, ...parts.map((part) => chain[part]), ...texts, Buffer.from(device.slice(0, LONGEST))]);
}

/** Unpacks a session; `of` holds what its field and its hash say. */
export function unpackSession(bytes: Buffer, of: SessionRef & Pick<Session, 'role' | 'name'>): StoredSession {
  const part = (i: number) => bytes.subarray(PARTS_AT + i * CHAIN_PART_BYTES, PARTS_AT + (i + 1) * CHAIN_PART_BYTES);
  const chain = { salt: part(0), family: part(1), previous: part(2), current: part(3), next: part(4) };
  const text = (at: number) => bytes.toString('utf8', at + 1, at + 1 + (bytes[at] ?? 0));
  const addressAt = TEXTS_AT + 1 + (bytes[TEXTS_AT] ?? 0);
  const region = text(TEXTS_AT);
  const session = {
    ...of,
    device: bytes.toString('utf8', addressAt + 1 + (bytes[addressAt] ?? 0)),
    address: text(addressAt),
    ...(region && { region }),
    lastSeenAt: new Date(bytes.readUIntBE(TIME_BYTES, TIME_BYTES)),
    expiresAt: new Date(bytes.readUIntBE(0, TIME_BYTES)),
  };
  return { session, chain };
}

/** The region of a packed session. */
export function packedRegion(bytes: Buffer): string {
  return bytes.toString('utf8', TEXTS_AT + 1, TEXTS_AT + 1 + (bytes[TEXTS_AT] ?? 0));
}

/** The expiry of a packed session, in milliseconds since 1970. */
export function packedExpiry(bytes: Buffer): number {
  return bytes.readUIntBE(0, TIME_BYTES);
}
