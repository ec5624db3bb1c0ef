import { decodeCursor, encodeCursor, type ListShape } from '#platform/lists';
import type { Person } from '../journals/person.js';

/** Up to where a device knows the journal. */
export interface Known {
  /** Of the last change that it has. */
  readonly position: number;
  /** When it had all changes up to there and no later ones, or began to read from the start. */
  readonly at: Date;
}

const DAY_MS = 86_400_000;
/** One day less than deletions are kept. */
const VALID_MS = 89 * DAY_MS;

const shapeOf = ({ tenantId, userId }: Person): ListShape<['integer', 'timestamp']> => ({
  list: 'journal.sync',
  tenantId,
  sort: userId,
  filter: {},
  types: ['integer', 'timestamp'],
});

export function syncToken(person: Person, { position, at }: Known): string {
  return encodeCursor(shapeOf(person), [position, at.toISOString()]);
}

/** @throws Problem `invalid_cursor` (400) for a token that this person did not get */
export function readSyncToken(person: Person, token: string): Known {
  const [position, at] = decodeCursor(token, shapeOf(person), { pointer: '/since', in: 'body' });
  return { position, at: new Date(at) };
}

/**
 * Whether a device has to read everything again: deletions may be forgotten that it does not know of, or the journal came
 * back from a backup that is older than what it knows.
 *
 * @param last the position of the last change of the journal
 */
export function isExpired({ position, at }: Known, last: number): boolean {
  return position > last || at.getTime() < Date.now() - VALID_MS;
}
