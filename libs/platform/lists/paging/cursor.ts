import { hash } from 'node:crypto';
import { isDay, readDateTime } from '#platform/dates';
import { isUuid } from '#platform/ids';
import type { FieldError, Problem } from '#platform/problems';
import { listProblems } from '../lists.errors.js';

/** The type of one column of a keyset; `timestamp` is RFC 3339 in UTC, `day` as in `2026-01-15`, `integer` has 32 bits. */
export type KeyType = 'text' | 'uuid' | 'timestamp' | 'day' | 'integer';
type KeyOf<T extends KeyType> = T extends 'integer' ? number : string;
/** The values of a row's sort columns, in order. */
export type Keys<Types extends readonly KeyType[]> = { -readonly [I in keyof Types]: KeyOf<Types[I]> };

/** The list of a cursor: another list, tenant, sort or filter refuses it. */
export interface ListShape<Types extends readonly KeyType[]> {
  /** Such as `catalog.apps`. */
  list: string;
  /** The tenant of the rows; null for rows of the whole deployment. */
  tenantId: string | null;
  /** As the client sent it, such as `-createdAt`. */
  sort: string;
  filter: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** The types of the sort columns, the unique one last. */
  types: Types;
}

/** Where a client gave a cursor. */
type Place = Pick<FieldError, 'pointer' | 'in'>;

const LONGEST = 1024;
/** In UTC, with PostgreSQL's precision of microseconds. */
const TIMESTAMP = /:\d\d(\.\d{1,6})?Z$/;
const INTEGER_BOUND = 2 ** 31;

/** Encodes the place after a row, by its keys, as base64url of at most 1,024 characters. */
export function encodeCursor<const Types extends readonly KeyType[]>(
  list: ListShape<Types>,
  keys: Readonly<Keys<Types>>,
): string {
  const token = Buffer.from(JSON.stringify([fingerprint(list), ...keys])).toString('base64url');
  if (token.length > LONGEST) throw new Error(`The keys of the sort ${list.sort} are too long for a cursor.`);
  return token;
}

/**
 * Decodes the keys of a cursor and checks their types. Cursors are not signed: a forged cursor is only another
 * place in a list that the caller may read anyway.
 *
 * @param place where the client gave it; the parameter `cursor` by default
 * @throws Problem `invalid_cursor` (400) for a token that `encodeCursor` did not return for this list.
 */
export function decodeCursor<const Types extends readonly KeyType[]>(
  token: string,
  list: ListShape<Types>,
  place: Place = { pointer: '/cursor', in: 'query' },
): Keys<Types> {
  const parts = parse(token);
  if (!parts || parts.length !== list.types.length + 1) throw invalidAt(place);
  const [print, ...keys] = parts;
  const valid = print === fingerprint(list) && list.types.every((type, index) => isOf(type, keys[index]));
  if (!valid) throw invalidAt(place);
  return keys as Keys<Types>;
}

function invalidAt(place: Place): Problem {
  const { code, detail } = listProblems.invalid_cursor();
  return listProblems.invalid_cursor({}, { errors: [{ ...place, code, detail }] });
}

function parse(token: string): unknown[] | undefined {
  if (token.length > LONGEST || !/^[\w-]+$/.test(token)) return undefined;
  try {
    const parts: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(token, 'base64url')),
    );
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function isOf(type: KeyType, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value) && Math.abs(value as number) < INTEGER_BOUND;
  if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()) return false;
  if (type === 'uuid') return isUuid(value);
  if (type === 'day') return isDay(value);
  return type === 'text' || (TIMESTAMP.test(value) && readDateTime(value) !== undefined);
}

/** Short on purpose: it distinguishes lists, and protects nothing. */
function fingerprint({ list, tenantId, sort, filter, types }: ListShape<readonly KeyType[]>): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined && value !== null);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([list, tenantId, sort, entries, types]), 'base64url').slice(0, 8);
}
