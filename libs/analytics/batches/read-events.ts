import { isUtf8 } from 'node:buffer';
import { httpProblems, parseJson, pointerTo } from '#platform/http';
import { analyticsProblems } from '../analytics.errors.js';
import { isWithin, longestSubject, mostEvents } from './event-rules.js';
import { assertStructure } from './json-structure.js';
import { type ReadEvent, readEvent } from './read-event.js';
import { Rejection, type RejectionCode } from './rejections.js';
import { cutText, sentText } from './sent-text.js';

/** An event that is not stored, with its first fault. */
export interface RejectedEvent {
  /** Its place among the events of the body, from 0. */
  readonly index: number;
  readonly code: RejectionCode;
  /** A JSON pointer to the faulty value within the body; of lines, as if they were the items of an array. */
  readonly pointer: string;
  /** The event as it was sent, cut after 2 KiB: JSON, or a line that is none. */
  readonly text: string;
  /** Whom it is about, where that could be read. */
  readonly subject: string | null;
}

/** What a body holds. */
export interface ReadEvents {
  /** All of its events, the rejected ones too. */
  readonly received: number;
  /** Whether it is one event and not a list: pointers begin at its fields. */
  readonly isOne: boolean;
  readonly events: readonly ReadEvent[];
  readonly rejected: readonly RejectedEvent[];
}

/** The media type of a body whose lines are events, each one in JSON; elsewhere it is an array of events, or one event. */
export const linesType = 'application/x-ndjson';

/** Events of a step. */
const STEP = 100;

/**
 * Reads the events of a body and judges each by itself. What class-validator would do with `EventDto` is written by hand
 * here, at a tenth of its cost; a test compares the two. Of duplicate keys the last wins. Of lines, blank ones are skipped
 * and not counted.
 *
 * @param type the media type in lower case without parameters
 * @param now milliseconds since 1970, by which the age of events is judged
 * @throws Problem `invalid_utf8`, `invalid_json`, `json_too_deep`, `no_events`, `not_events` (400), `too_many_events`,
 *   `too_many_values` (413)
 */
export function readEvents(bytes: Buffer, type: string, now: number): ReadEvents {
  const reading = readInSteps(bytes, type, now);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/** As `readEvents`, in steps of some tenths of a millisecond, between which other work may be done. */
export function* readInSteps(bytes: Buffer, type: string, now: number): Generator<void, ReadEvents, void> {
  if (!isUtf8(bytes)) throw httpProblems.invalid_utf8();
  const byLine = type === linesType;
  assertStructure(bytes, byLine);
  const text = bytes.toString('utf8');
  const { values, isOne } = byLine ? { values: linesOf(text), isOne: false } : valuesOf(parseJson(text));
  if (values.length === 0) throw analyticsProblems.no_events({ limit: mostEvents });
  if (values.length > mostEvents)
    throw analyticsProblems.too_many_events({ limit: mostEvents }, { extensions: { limit: mostEvents } });
  // U+0000 and half of a surrogate pair can come as escapes alone, as can an @ that is not there.
  const suspect = text.includes('@') || text.includes('%40') || text.includes('\\u');
  const events: ReadEvent[] = [];
  const rejected: RejectedEvent[] = [];
  yield;
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0 && index % STEP === 0) yield;
    const event = byLine ? parseLine(values[index] as string) : values[index];
    const read = event instanceof Rejection ? event : readEvent(event, index, now, suspect);
    if (!(read instanceof Rejection)) events.push(read);
    else
      rejected.push({
        index,
        code: read.code,
        pointer: pointerOf(read, isOne ? undefined : index),
        text: event instanceof Rejection ? cutText(values[index] as string) : sentText(event),
        subject: subjectOf(event),
      });
  }
  return { received: values.length, isOne, events, rejected };
}

/** The items of an array, or the one event that stands for a list. */
function valuesOf(body: unknown): { values: readonly unknown[]; isOne: boolean } {
  if (Array.isArray(body)) return { values: body, isOne: false };
  if (typeof body !== 'object' || body === null) throw analyticsProblems.not_events();
  return { values: [body], isOne: true };
}

/** The lines that are not blank, up to one more than a request may have. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const [line] of text.matchAll(/[^ \t\r\n][^\n]*/g)) if (lines.push(line) > mostEvents) break;
  return lines;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return new Rejection('invalid_json', []);
  }
}

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair, which the name of a property may have. */
function pointerOf({ path }: Rejection, index: number | undefined): string {
  return pointerTo(index === undefined ? path : [String(index), ...path])
    .replaceAll('\0', '\ufffd')
    .toWellFormed();
}

function subjectOf(event: unknown): string | null {
  const { subject } = (event ?? {}) as { subject?: unknown };
  const isStorable = typeof subject === 'string' && !subject.includes('\0') && subject.isWellFormed();
  return isStorable && subject !== '' && isWithin(subject, longestSubject) ? subject : null;
}
