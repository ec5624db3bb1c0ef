import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { standsIn } from './source-names.js';

/** A frame as Sentry takes it. */
export interface StackFrame {
  readonly function: string;
  /** From the folder of the installation. */
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** Whether it is code of Palier. */
  readonly in_app: boolean;
}

const MOST_FRAMES = 50;
const ANONYMOUS = '<anonymous>';
const installation = `${dirname(findPackageJSON(import.meta.url) ?? '/')}/`;

/** What V8 writes for a call: a name, the property under which it was called, and the place. */
const line = /^ {4}at (?:async )?(?:(?:new )?(.+?)(?: \[as .+\])? \()?(?:file:\/\/)?(\/[^()]+):(\d{1,7}):(\d{1,7})\)?$/;
const LONGEST_LINE = 500;
const functionName = /^(?:[\w$]+\.)*#?[\w$]+$/;
const fileName = /^[\w@.+/-]{1,300}\.[cm]?[jt]s$/;

/**
 * The frames of an error, the latest call last. V8 writes them behind the message in one text, and a message may hold lines
 * that look like frames: only what stands behind the whole message counts, up to the first line that is none; where the stack
 * does not begin with the message, because either was changed since, there are none. A message may be cut after the stack was
 * written, which leaves its other lines among the frames: where a line calls a function that does not stand in its file, there
 * are none, either.
 */
export function framesOf({ stack, message }: Error): StackFrame[] {
  const text = String(stack);
  const head = message === '' ? /^[\w$.]+(?=\n)/.exec(text)?.[0] : headBefore(text, String(message));
  if (head === undefined || text[head.length] !== '\n') return [];
  const lines = text.slice(head.length + 1).split('\n', MOST_FRAMES);
  const end = lines.findIndex((one) => !one.startsWith('    at '));
  const frames = lines.slice(0, end < 0 ? lines.length : end).map(frameOf);
  if (frames.includes(null)) return [];
  return frames.filter((frame) => frame != null).reverse();
}

function headBefore(text: string, message: string): string | undefined {
  const name = /^[\w$.]+( \[\w+\])?: /.exec(text)?.[0] ?? '';
  return name !== '' && text.startsWith(message, name.length) ? name + message : undefined;
}

/** The frame of a line; undefined for what is not in a file of the installation; null for what V8 did not write. */
function frameOf(text: string): StackFrame | undefined | null {
  if (text.length > LONGEST_LINE) return undefined;
  const [, called, place = '', lineno, colno] = line.exec(text) ?? [];
  const filename = place.startsWith(installation) ? place.slice(installation.length) : '';
  if (!fileName.test(filename) || filename.split('/').includes('..')) return undefined;
  const name = called === undefined ? ANONYMOUS : nameIn(place, called);
  if (name === undefined) return null;
  const inApp = !filename.includes('node_modules/');
  return { function: name, filename, lineno: Number(lineno), colno: Number(colno), in_app: inApp };
}

/**
 * The name of a function as far as it stands in its file. The key of an object, which V8 calls `Object.key`, may be the name of
 * a tenant, and so may that of a method with a computed name; nothing for another name that does not stand there.
 */
function nameIn(file: string, called: string): string | undefined {
  if (!functionName.test(called)) return ANONYMOUS;
  const receivers = called.split('.');
  const own = (receivers.pop() ?? '').replace('#', '');
  if (receivers[0] === 'Object') return ANONYMOUS;
  if (!standsIn(file, own)) return receivers.length > 0 ? ANONYMOUS : undefined;
  return [...receivers.filter((one) => standsIn(file, one)), own].join('.');
}
