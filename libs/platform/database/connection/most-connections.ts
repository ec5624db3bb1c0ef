import type { Settings } from '#platform/config';
import { stagedCopies } from './staged-copy.js';

/** The one that listens. */
const LISTENING = 1;
/** The one that asks the primary how far it is, where there is a replica to compare it with. */
const COMPARING = 1;

/** Database connections of one process, by the way that they take where there is a pooler. */
export interface ConnectionCount {
  /** By DATABASE_URL. */
  pooled: number;
  /** By DATABASE_DIRECT_URL. */
  direct: number;
}

/**
 * The most connections to the primary that a process keeps open. Besides, it tries the server on one
 * more for a moment, at its start and while the server does not answer.
 */
export function mostConnections({ databasePoolSize, databaseReadUrl }: Settings): ConnectionCount {
  return { pooled: databasePoolSize + stagedCopies, direct: LISTENING + (databaseReadUrl ? COMPARING : 0) };
}
