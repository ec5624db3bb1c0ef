import { uuidTime } from '#platform/ids';

const DAY_MS = 86_400_000;
const UNSEEN_DAYS = 30;
const LONGEST_DAYS = 180;

/** When a session began, in milliseconds since 1970: the time of its id, a UUIDv7. */
export function beganAt(id: string): number {
  return uuidTime(id);
}

/** When a session expires: 30 days after it was last seen, at the latest 180 days after it began. */
export function expiryOf(id: string, lastSeenAt: number): Date {
  return new Date(Math.min(lastSeenAt + UNSEEN_DAYS * DAY_MS, beganAt(id) + LONGEST_DAYS * DAY_MS));
}
