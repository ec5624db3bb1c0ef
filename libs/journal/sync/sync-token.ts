import type { Person } from '#platform/access';
import { decodeCursor, encodeCursor, type ListShape } from '#platform/lists';

/** Up to where a device knows the journal. */
export interface Known {
  /** Of the last change that it has. */
  readonly position: number;
  /** When it had all changes up to there and no later ones, or began to read from the start. */
  readonly at: Date;
  /** Which history of the database these were of: see `databaseHistory`. */
  readonly history: string;
  /** Whether it reads everything again and has not come to the end: what it knows of records may be of no use. */
  readonly inDoubt: boolean;
}

const DAY_MS = 86_400_000;
/** One day less than deletions are kept. */
const VALID_MS = 89 * DAY_MS;

const shapeOf = ({ tenantId, userId }: Person): ListShape<['integer', 'timestamp', 'text', 'integer']> => ({
  list: 'journal.sync',
  tenantId,
  sort: userId,
  filter: {},
  types: ['integer', 'timestamp', 'text', 'integer'],
});

export function syncToken(person: Person, { position, at, history, inDoubt }: Known): string {
  return encodeCursor(shapeOf(person), [position, at.toISOString(), history, Number(inDoubt)]);
}

/** @throws Problem `invalid_cursor` (400) for a token that this person did not get */
export function readSyncToken(person: Person, token: string): Known {
  const [position, at, history, inDoubt] = decodeCursor(token, shapeOf(person), { pointer: '/since', in: 'body' });
  return { position, at: new Date(at), history, inDoubt: inDoubt !== 0 };
}

/**
 * Whether a device has to read everything again: deletions may be forgotten that it does not know of, or the journal came
 * back from a backup.
 *
 * @param now the history of the database
 */
export const isExpired = ({ at, history }: Known, now: string): boolean =>
  history !== now || at.getTime() < Date.now() - VALID_MS;
