import type { Ran } from './page-shell.js';

/** What the comment below a command says of it. */
export interface Expected {
  /** The status of the answer that `curl` gets; undefined for the output of another command. */
  status?: number;
  /** Each occurs literally in the output; where `curl` got an answer, `name: …` may be a header with that in it. */
  fragments: readonly string[];
}

/** The exit codes of a `curl` and of a `timeout` whose time is over: so ends the reader of a stream of events. */
const timeIsOver = [28, 124];

/** Reads `200 · etag: "7" · "slug":"fastify"`, or `prints whole · valid`. */
export function expectedOf(comment: string): Expected {
  const [first = '', ...rest] = comment.split(' · ');
  if (/^\d{3}$/.test(first)) return { status: Number(first), fragments: rest };
  return { fragments: [first.replace(/^prints /, ''), ...rest].map((fragment) => fragment.replace(/^…|…$/g, '')) };
}

/** How what a command did differs from what its page promises, and then what it printed. */
export function faultsOf(command: string, expected: Expected | undefined, ran: Ran): string[] {
  const faults = ran.end === undefined ? differences(command, expected, ran) : [ran.end];
  const printed = [ran.output, ran.errors]
    .map(begin)
    .filter(Boolean)
    .map((text) => `it printed: ${text}`);
  return faults.length > 0 ? [...faults, ...printed] : [];
}

function differences(command: string, expected: Expected | undefined, { code, output, errors, heads }: Ran): string[] {
  const { status, fragments } = expected ?? { fragments: [] };
  const head = lastHead(heads);
  const answered = /^HTTP\/\S+ (\d{3})/.exec(head)?.[1];
  const mayEnd = status === undefined ? [0] : [0, ...timeIsOver];
  const all = status === undefined ? `${output}${errors}` : output;
  return [
    ...(mayEnd.includes(code) ? [] : [`ended with ${code}`]),
    ...(status === undefined || Number(answered) === status
      ? []
      : [`should answer ${status}, not ${answered ?? 'nothing'}`]),
    ...(/^curl\b/.test(command) && !expected ? ['has no expected answer: write "# → <status>" below it'] : []),
    ...fragments
      .filter((fragment) => !all.includes(fragment) && !hasHeader(head, fragment))
      .map((fragment) => `should have ${fragment}`),
  ];
}

/** The head of the answer after all redirects and interim answers. */
export function lastHead(heads: string): string {
  return (
    heads
      .trim()
      .split(/\r?\n\r?\n/)
      .at(-1) ?? ''
  );
}

function hasHeader(head: string, fragment: string): boolean {
  const [, name, value = ''] = /^([a-z][a-z-]*): (.*)$/.exec(fragment) ?? [];
  return head.split(/\r?\n/).some((line) => {
    const at = line.indexOf(':');
    return line.slice(0, at).toLowerCase() === name && line.slice(at + 1).includes(value);
  });
}

/** At most 300 characters in one line. */
const begin = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 300);
