import type { SigningKeyRow } from './signing-keys.sql.js';

/** Milliseconds for which a token lives, and so its key must verify after it signed. */
const tokenLifetime = 600_000;

type Times = Pick<SigningKeyRow, 'signsFrom' | 'verifiesUntil' | 'createdAt'>;

/**
 * Of the keys that a process can open, the one that signs now: the newest whose time has come. Where
 * none's has, for this clock is behind the database's, the next one: it verifies everywhere already.
 *
 * @param now in milliseconds since 1970
 */
export function chooseSigner<Key extends Times>(keys: readonly Key[], now = Date.now()): Key | undefined {
  const lasting = keys.filter(({ verifiesUntil }) => !verifiesUntil || verifiesUntil.getTime() - now > tokenLifetime);
  const due = lasting.filter(({ signsFrom }) => signsFrom.getTime() <= now);
  return (
    latest(due, ({ createdAt }) => createdAt.getTime()) ?? latest(lasting, ({ signsFrom }) => -signsFrom.getTime())
  );
}

function latest<Key>(keys: readonly Key[], time: (key: Key) => number): Key | undefined {
  return keys.reduce<Key | undefined>((best, key) => (best && time(best) > time(key) ? best : key), undefined);
}
