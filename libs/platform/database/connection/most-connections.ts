import type { Settings } from '#platform/config';
import { stagedCopies } from './staged-copy.js';

/** The one that listens. */
const LISTENING = 1;

/** Database connections of one process, by the way that they take where there is a pooler. */
export interface ConnectionCount {
  /** By DATABASE_URL. */
  pooled: number;
  /** By DATABASE_DIRECT_URL. */
  direct: number;
}

/**
 * The most connections that a process keeps open for statements, bulk writes and LISTEN. Besides, it tries the server on one
 * more for a moment, at its start and while the server does not answer.
 */
export function mostConnections({ databasePoolSize }: Settings): ConnectionCount {
  return { pooled: databasePoolSize + stagedCopies, direct: LISTENING };
}
