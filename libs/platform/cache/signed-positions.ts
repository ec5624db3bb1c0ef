import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MasterKey } from '#platform/keys';
import type { FeedPosition } from './invalidation/invalidation-feed.js';

/** Of the key that signs positions. */
const PURPOSE = 'cache.own-writes';
const BETWEEN = '~';
/** Positions that a client carries, at most: of its last writes, each of another process. */
const MOST = 4;
/** Characters of that many. */
const LONGEST = 256;
/** Process, number, time, signature. */
const form = /^([\w-]{8})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/;

/** A position as a client sends it back. */
export interface SentPosition extends FeedPosition {
  /** Milliseconds since 1970, by the clock of the primary where the process has a replica. */
  readonly at: number;
  /** Process, number and time: what is signed, with the tenant where the position counts in one alone. */
  readonly unsigned: string;
  readonly signature: string;
}

/** @param tenantId where the position counts in one tenant alone */
export function signed(master: MasterKey, { from, seq }: FeedPosition, at: number, tenantId?: string): string {
  const unsigned = `${from}.${seq.toString(36)}.${at.toString(36)}`;
  return `${unsigned}.${signatureOf(master.derive(PURPOSE), unsigned, tenantId)}`;
}

/** Whether a process with a master key of this deployment has signed a position. @param tenantId as it was signed */
export function isSigned(master: MasterKey, { unsigned, signature }: SentPosition, tenantId?: string): boolean {
  const given = Buffer.from(signature);
  return master
    .derivations(PURPOSE)
    .some((key) => timingSafeEqual(given, Buffer.from(signatureOf(key, unsigned, tenantId))));
}

/** The positions that are well formed and not from before `since`, in milliseconds since 1970; none of a text that is too long. */
export function positionsIn(sent: string, since: number): SentPosition[] {
  if (sent.length > LONGEST) return [];
  return sent.split(BETWEEN).flatMap((text) => {
    const [, from, seq = '', time = '', signature = ''] = form.exec(text) ?? [];
    const at = Number.parseInt(time, 36);
    if (from === undefined || at < since) return [];
    return [{ from, seq: Number.parseInt(seq, 36), at, unsigned: text.slice(0, -signature.length - 1), signature }];
  });
}

/** The text of a new position and earlier ones, which the client sent with its newest first: the oldest are left out. */
export function joined(own: string, earlier: readonly SentPosition[]): string {
  const others = earlier.slice(0, MOST - 1).map(({ unsigned, signature }) => `${unsigned}.${signature}`);
  return [own, ...others].join(BETWEEN);
}

function signatureOf(key: Buffer, unsigned: string, tenantId?: string): string {
  const text = tenantId === undefined ? unsigned : `${unsigned} ${tenantId}`;
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}
