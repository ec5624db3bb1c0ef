import { type CurlRequest, curlRequest } from './curl.js';
import { shellWords } from './shell-words.js';
import type { Expected, Step } from './steps.js';

/** The result of one step; `faults` is empty when the answer was as expected. */
export interface Outcome {
  line: number;
  title: string;
  faults: readonly string[];
}

const readmeUrl = 'http://127.0.0.1:3000';

/**
 * Runs the steps in order against the server at `url`, one request each. A variable that a step sets
 * is available to later steps.
 */
export async function* tour(steps: readonly Step[], url: string, given: Readonly<Record<string, string>>) {
  const variables = new Map(Object.entries(given));
  for (const step of steps) {
    const outcome = await run(step, url, variables).catch((error: Error) => failed(step, error));
    if (outcome) yield outcome;
  }
}

async function run({ line, command, expected }: Step, url: string, variables: Map<string, string>) {
  const [, name, assigned] = /^(\w+)=(.*)$/.exec(command) ?? [];
  const [, captured, member] = /^\$\(curl (.*?)(?: \| jq -r \.(\w+))?\)$/.exec(assigned ?? '') ?? [];
  if (name && captured === undefined) {
    variables.set(name, shellWords(assigned ?? '', variables).join(' '));
    return undefined;
  }
  const request = curlRequest(shellWords(captured ?? command.replace(/^curl /, ''), variables));
  const { answer, body } = await send(request, url);
  const title = `${request.method} ${new URL(request.url).pathname}${new URL(request.url).search} → ${answer.status}`;
  if (name) variables.set(name, member ? memberOf(body, member) : (answer.headers.get(request.prints ?? '') ?? ''));
  const missing = name && !variables.get(name) ? [`has no ${member ?? `header ${request.prints}`}`] : [];
  return { line, title, faults: [...missing, ...(expected ? faultsOf(answer, body, expected) : [])] };
}

/** The output of `jq -r .member` for a body; '' where there is none. */
function memberOf(body: string, member: string): string {
  const value: unknown = (JSON.parse(body) as Record<string, unknown>)[member];
  return typeof value === 'string' ? value : '';
}

async function send(request: CurlRequest, url: string) {
  const { method, headers, body } = request;
  const answer = await fetch(request.url.replace(readmeUrl, url), {
    method,
    headers,
    body,
    signal: AbortSignal.timeout(30_000),
  });
  return { answer, body: await answer.text() };
}

function faultsOf(answer: Response, body: string, { status, headers, fragments }: Expected): string[] {
  const begin = body.slice(0, 300);
  return [
    ...(answer.status === status ? [] : [`should answer ${status}: ${begin}`]),
    ...Object.entries(headers)
      .filter(([name, value]) => !answer.headers.get(name)?.includes(value))
      .map(([name, value]) => `should have ${name}: ${value}, has ${answer.headers.get(name)}`),
    ...fragments.filter((fragment) => !body.includes(fragment)).map((fragment) => `should hold ${fragment}: ${begin}`),
  ];
}

function failed({ line, command }: Step, error: Error): Outcome {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return { line, title: command.slice(0, 100), faults: [`${error.message}${cause}`] };
}
