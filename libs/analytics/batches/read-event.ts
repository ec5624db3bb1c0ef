import {
  farthestAhead,
  idPattern,
  isWithin,
  longestName,
  longestSubject,
  longestText,
  looksLikeEmail,
  mostProperties,
  namePattern,
  oldest,
} from './event-rules.js';
import { readMoment } from './read-moment.js';
import { Rejection, type RejectionCode } from './rejections.js';

/** An event that may be stored. */
export interface ReadEvent {
  /** Its place among the events of the body, from 0. */
  readonly index: number;
  /** A UUID in lower case. */
  readonly id: string;
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly occurredAt: number;
  readonly subject: string | null;
  readonly session: string | null;
  /** As JSON without spaces; null where there are none. */
  readonly properties: string | null;
}

/**
 * Reads one event. Of several faults the first is told: an unknown field, then in the order of the fields.
 *
 * @param event a value that JSON.parse gave
 * @param now milliseconds since 1970
 * @param suspect whether the body has any of the characters that no text may hold, so that each is searched for them
 * @param since when the event may have occurred at the earliest, in milliseconds since 1970
 */
export function readEvent(
  event: unknown,
  index: number,
  now: number,
  suspect: boolean,
  since = now - oldest,
): ReadEvent | Rejection {
  if (!isObject(event)) return new Rejection('not_an_object', []);
  for (const field in event) if (!fields.has(field)) return new Rejection('unknown_field', [field]);
  const { id, name, occurredAt, subject = null, session = null, properties = null } = event;
  if (typeof id !== 'string' || !idPattern.test(id)) return faultOf(id, 'not_a_uuid', 'id');
  if (typeof name !== 'string') return faultOf(name, 'not_a_string', 'name');
  if (!namePattern.test(name)) return new Rejection((suspect && unsafe(name)) || 'invalid_name', ['name']);
  if (typeof occurredAt !== 'string') return faultOf(occurredAt, 'not_a_date', 'occurredAt');
  const moment = readMoment(occurredAt);
  if (Number.isNaN(moment)) return new Rejection('not_a_date', ['occurredAt']);
  if (moment < since) return new Rejection('too_old', ['occurredAt']);
  if (moment > now + farthestAhead) return new Rejection('in_future', ['occurredAt']);
  const ofSubject = faultOfPerson(subject, suspect);
  if (ofSubject) return new Rejection(ofSubject, ['subject']);
  const ofSession = faultOfPerson(session, suspect);
  if (ofSession) return new Rejection(ofSession, ['session']);
  const json = propertiesOf(properties, suspect);
  if (json instanceof Rejection) return json;
  return {
    index,
    id: id.toLowerCase(),
    name,
    occurredAt: moment,
    subject: subject as string | null,
    session: session as string | null,
    properties: json,
  };
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const fields: ReadonlySet<string> = new Set(['id', 'name', 'occurredAt', 'subject', 'session', 'properties']);

function faultOf(value: unknown, code: RejectionCode, field: string): Rejection {
  return new Rejection(value === undefined ? 'missing' : code, [field]);
}

/** The fault of a subject or a session; null stands for none. */
function faultOfPerson(value: unknown, suspect: boolean): RejectionCode | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return 'not_a_string';
  if (value === '' || !isWithin(value, longestSubject)) return 'bad_length';
  return suspect ? unsafe(value) : undefined;
}

function propertiesOf(properties: unknown, suspect: boolean): string | null | Rejection {
  if (properties === null) return null;
  if (!isObject(properties)) return new Rejection('not_an_object', ['properties']);
  let count = 0;
  for (const key in properties) {
    if (++count > mostProperties) return new Rejection('too_many_properties', ['properties']);
    const fault = faultOfKey(key, suspect) ?? faultOfValue(properties[key], suspect);
    if (fault) return new Rejection(fault, ['properties', key]);
  }
  return count === 0 ? null : JSON.stringify(properties);
}

function faultOfKey(key: string, suspect: boolean): RejectionCode | undefined {
  if (key === '' || !isWithin(key, longestName)) return 'bad_property_name';
  if (key === '__proto__') return 'forbidden_key';
  return suspect ? unsafe(key) : undefined;
}

function faultOfValue(value: unknown, suspect: boolean): RejectionCode | undefined {
  if (typeof value === 'string') {
    if (!isWithin(value, longestText)) return 'too_long';
    return suspect ? unsafe(value) : undefined;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'not_finite';
  return typeof value === 'object' && value !== null ? 'nested_value' : undefined;
}

function unsafe(text: string): RejectionCode | undefined {
  if (text.includes('\0')) return 'nul_character';
  if (!text.isWellFormed()) return 'lone_surrogate';
  return looksLikeEmail(text) ? 'looks_like_email' : undefined;
}
