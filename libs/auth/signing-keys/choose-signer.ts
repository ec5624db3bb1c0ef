import type { SigningKeyRow } from './signing-keys.sql.js';

/** The lifetime of a token in milliseconds, for which its key must still verify after signing. */
const tokenLifetime = 600_000;

type Times = Pick<SigningKeyRow, 'signsFrom' | 'verifiesUntil' | 'createdAt'>;

/**
 * Chooses the key that signs now among those that the process can open: the newest whose `signsFrom` has passed.
 * Where there is none, because this clock is behind the database's, the next one: all processes verify it already.
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
