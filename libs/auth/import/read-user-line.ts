import { isRole, type Role } from '#platform/access';
import { readDateTime } from '#platform/dates';
import type { Locale } from '#platform/problems';
import { unknownName } from '#platform/suggestions';
import { isEmailAddress, normaliseEmail } from '../users/email-address.js';
import { isPersonName } from '../users/person-name.js';
import { lineFaults } from './line-faults.js';
import { isPasswordHash } from './password-hash-form.js';
import type { RefusedLine } from './user-import.js';

/** A user as described by a line of the file. */
export interface ImportedUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly verified: boolean;
  readonly locale: Locale | null;
  /** Null for the time of the import. */
  readonly createdAt: Date | null;
}

export type LineFault = Omit<RefusedLine, 'line'>;

type Fields = Readonly<Record<string, unknown>>;

const fields = ['email', 'name', 'passwordHash', 'role', 'verified', 'locale', 'createdAt'];

/** The rule of each field, and the fault reported when it is broken. */
const rules: readonly [field: string, required: boolean, holds: (value: unknown) => boolean, fault: LineText][] = [
  ['email', true, (value) => isText(value) && isEmailAddress(value), lineFaults.email],
  ['name', true, (value) => isText(value) && isPersonName(value), lineFaults.name],
  ['passwordHash', false, (value) => isText(value) && isPasswordHash(value), lineFaults.passwordHash],
  ['role', false, (value) => isText(value) && isRole(value), lineFaults.role],
  ['verified', false, (value) => typeof value === 'boolean', lineFaults.verified],
  ['locale', false, (value) => value === 'en' || value === 'fr', lineFaults.locale],
  ['createdAt', false, isPast, lineFaults.createdAt],
];

type LineText = Omit<LineFault, 'pointer'>;

/** The user of a line, or all its faults. */
export function readUserLine(line: string): { user: ImportedUser } | { faults: LineFault[] } {
  const given = parse(line);
  if (!given) return { faults: [{ pointer: '', ...lineFaults.notAnObject }] };
  const unknown = Object.keys(given).filter((field) => !fields.includes(field));
  const faults = [
    ...unknown.map((field) => ({
      pointer: pointerTo(field),
      code: 'unknown_field',
      detail: unknownName('field', field, fields),
    })),
    ...rules.flatMap(([field, required, holds, fault]) => {
      const value = given[field] ?? undefined;
      if (value === undefined) return required ? [{ pointer: `/${field}`, ...lineFaults.missing }] : [];
      return holds(value) ? [] : [{ pointer: `/${field}`, ...fault }];
    }),
  ];
  return faults.length > 0 ? { faults } : { user: userOf(given) };
}

function parse(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Only called with fields that the rules have accepted. */
function userOf(given: Fields): ImportedUser {
  const { email, name, passwordHash, role, verified, locale, createdAt } = given as Record<string, string | undefined>;
  return {
    email: normaliseEmail(email as string),
    name: (name as string).trim(),
    passwordHash: passwordHash ?? null,
    role: (role as Role | undefined) ?? 'member',
    verified: Boolean(verified),
    locale: (locale as Locale | undefined) ?? null,
    createdAt: createdAt ? new Date(createdAt) : null,
  };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

/** RFC 3339, not before 1970 and not in the future. */
function isPast(value: unknown): boolean {
  const time = isText(value) ? readDateTime(value)?.getTime() : undefined;
  return time !== undefined && time >= 0 && time <= Date.now();
}

const pointerTo = (field: string) => `/${field.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`;
