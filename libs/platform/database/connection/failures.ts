import { Problem } from '#platform/problems';
import { databaseProblems } from '../database.errors.js';
import { NoTurn } from './connections.js';

/** SQLSTATEs of statement, lock, idle transaction and transaction timeouts. */
const timeouts = new Set(['57014', '55P03', '25P03', '25P04']);
/** SQLSTATEs of a server that stops, starts, has no free connection, or lost a prepared statement. Class 08 is added below. */
const unavailable = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '26000']);
/** A wrong user or password, a missing database, or one that the role may not connect to; last the messages of PgBouncer. */
const refused =
  /^(28000|28P01|3D000) |^42501 permission denied for database |^08P01 (.*authentication failed|no such user|database ".*" does not exist)/;
/** PgBouncer's refusal of the timeouts that a direct connection sets as start parameters. */
const undeclaredPooler = /^08P01 unsupported startup parameter: (statement|lock|idle_in)/;
/** No space on the disk of PostgreSQL, or of this process. */
const full = new Set(['53100', 'ENOSPC']);
/** Where PostgreSQL runs out of shared memory for a parallel plan, as in a container: its disk is not full. */
const SHARED_MEMORY = 'dsm_impl.c';
const UNDEFINED_TABLE = '42P01';
/** The SQLSTATE of the triggers that refuse writes during a cutover. */
const WRITES_PAUSED = 'PL503';
/** The SQLSTATE of the policies that refuse rows of erased persons. */
const PERSON_ERASED = 'PL410';
/** Error codes of Node's sockets. */
const socket = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/**
 * pg's own connection errors have no code. A cached plan whose columns a migration changed is invalid too,
 * and lives as long as its connection.
 */
const lost =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client (has|was) |cached plan must not change)/;
const retryLater = { 'Retry-After': '1' };
const retryMuchLater = { 'Retry-After': '10' };

/** An error of pg, thrown by it or wrapped by TypeORM. */
interface Failure {
  code?: unknown;
  constraint?: unknown;
  message?: unknown;
  /** The source file of PostgreSQL that reported it, which no language of its messages changes. */
  file?: unknown;
  driverError?: Failure;
}

/** The SQLSTATE or socket code of a database error, else undefined. */
export function failureCode(error: unknown): string | undefined {
  const { code } = original(error);
  return typeof code === 'string' ? code : undefined;
}

/** Whether running the whole transaction again may succeed: a serialization failure or a deadlock. */
export function isRetryable(error: unknown): boolean {
  const code = failureCode(error);
  return code === '40001' || code === '40P01';
}

/** Whether a unique index refused a row; with `constraint`, whether that index did. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const failure = original(error);
  return failure.code === '23505' && (constraint === undefined || failure.constraint === constraint);
}

/** Whether a foreign key refused to let a row go that others refer to. */
export function isReferenced(error: unknown): boolean {
  return failureCode(error) === '23503';
}

/** Whether the database refused a row because it names a person who is erased from the tenant. */
export function isPersonErased(error: unknown): boolean {
  return error instanceof Problem ? error.code === 'person_erased' : failureCode(error) === PERSON_ERASED;
}

/** Whether the database is unreachable. */
export function isDatabaseUnavailable(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'database_unavailable';
}

/** Whether the disk of PostgreSQL or of this process has no space left. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Problem ? error.code === 'storage_full' : hasNoSpace(error);
}

/** Whether the connection is lost or must be closed after this error. */
export function isConnectionLost(error: unknown): boolean {
  const code = failureCode(error) ?? '';
  return (
    unavailable.has(code) || socket.has(code) || code.startsWith('08') || lost.test(String(original(error).message))
  );
}

/** Converts database errors that a caller can act on into problems; returns every other error unchanged. */
export function asProblem(error: unknown): unknown {
  const options = { headers: retryLater, cause: error };
  if (error instanceof NoTurn) return databaseProblems.database_busy({}, { headers: retryAtRandom(), cause: error });
  const code = failureCode(error) ?? '';
  const text = `${code} ${original(error).message}`;
  if (undeclaredPooler.test(text)) return databaseProblems.database_behind_pooler({}, options);
  if (refused.test(text)) {
    return databaseProblems.database_refused({ reason: code }, options);
  }
  if (code === WRITES_PAUSED) return databaseProblems.writes_paused({}, { headers: retryMuchLater, cause: error });
  if (code === PERSON_ERASED) return databaseProblems.person_erased({}, { cause: error });
  if (code === UNDEFINED_TABLE) return databaseProblems.database_not_migrated({}, options);
  if (hasNoSpace(error)) return databaseProblems.storage_full({}, { cause: error });
  if (timeouts.has(code)) return databaseProblems.query_timeout({}, options);
  if (isConnectionLost(error)) return databaseProblems.database_unavailable({}, options);
  return isRetryable(error) ? databaseProblems.database_contention({}, options) : error;
}

/** Throws what `asProblem` makes of an error, as in `client.query(text).catch(rethrow)`. */
export function rethrow(error: unknown): never {
  throw asProblem(error);
}

/** From 2 to 7 seconds, so that not all who were refused come again at once. */
function retryAtRandom(): { readonly 'Retry-After': string } {
  return { 'Retry-After': String(2 + Math.floor(Math.random() * 6)) };
}

function hasNoSpace(error: unknown): boolean {
  return full.has(failureCode(error) ?? '') && original(error).file !== SHARED_MEMORY;
}

function original(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return {};
  const failure: Failure = error;
  return failure.driverError ?? failure;
}
