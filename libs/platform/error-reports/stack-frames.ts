import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** A frame as Sentry takes it. */
export interface StackFrame {
  readonly function: string;
  /** From the folder of the installation, or a module of Node. */
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** Whether it is code of Palier. */
  readonly in_app: boolean;
}

const MOST_FRAMES = 50;
const installation = `${dirname(findPackageJSON(import.meta.url) ?? '/')}/`;

/** What V8 writes for a call: a name, the property under which it was called, and the place. */
const line = /^ {4}at (?:async )?(?:(.+?)(?: \[as .+\])? \()?(?:file:\/\/)?(\/[^()]+|node:[\w/-]+):(\d+):(\d+)\)?$/;
const functionName = /^(new )?[\w$.<>#]{1,120}$/;
const fileName = /^[\w@.+/-]{1,300}$/;

/**
 * The frames of an error, the latest call last. V8 writes them behind the message in one text, and a message may hold lines
 * that look like frames: only what stands behind the whole message counts, up to the first line that is none; where the stack
 * does not begin with the message, because either was changed since, there are none.
 */
export function framesOf({ stack, message }: Error): StackFrame[] {
  const text = String(stack);
  const head = message === '' ? /^[\w$.]+(?=\n)/.exec(text)?.[0] : headBefore(text, String(message));
  if (head === undefined || text[head.length] !== '\n') return [];
  const lines = text.slice(head.length + 1).split('\n', MOST_FRAMES);
  const end = lines.findIndex((one) => !one.startsWith('    at '));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .flatMap(frameOf)
    .reverse();
}

function headBefore(text: string, message: string): string | undefined {
  const name = /^[\w$.]+( \[\w+\])?: /.exec(text)?.[0] ?? '';
  return name !== '' && text.startsWith(message, name.length) ? name + message : undefined;
}

function frameOf(text: string): StackFrame[] {
  const [, called = '', place = '', lineno, colno] = line.exec(text) ?? [];
  const filename = place.startsWith(installation) ? place.slice(installation.length) : place;
  if (!fileName.test(filename.replace(/^node:/, '')) || filename.startsWith('/')) return [];
  return [
    {
      function: functionName.test(called) ? called : '<anonymous>',
      filename,
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: !filename.startsWith('node:') && !filename.includes('node_modules/'),
    },
  ];
}
