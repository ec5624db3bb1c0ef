// Real: the request, its limits, the breaker. Faked: the Internet and the model, which one local server plays.
import type { RequestListener, ServerResponse } from 'node:http';
import { Settings } from '#platform/config';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';
import { until } from '../../../test/support/until.js';
import { AiEndpoint, AiFailed } from './ai-endpoint.js';
import type { AiMessageDto } from './ai-requests.dto.js';

const messages: AiMessageDto[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Seven rides.' },
];
const completion = (text: unknown, usage?: object) =>
  JSON.stringify({
    model: 'm-1',
    choices: [{ message: { role: 'assistant', content: text } }],
    ...(usage && { usage }),
  });

let answer: (response: ServerResponse) => void;
let asked: { headers: Record<string, unknown>; body: string }[];
const listener: RequestListener = async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  asked.push({ headers: request.headers, body });
  answer(response);
};

let local: LocalOutbound;
let endpoint: AiEndpoint;
beforeEach(async () => {
  asked = [];
  local = await localOutbound(listener);
  local.internet.host('models.example', ['10.0.0.7']);
  endpoint = asking({});
});
afterEach(async () => {
  endpoint.onApplicationShutdown();
  await local.close();
});

function asking(settings: Partial<Record<keyof Settings, unknown>>, timeoutMs?: number): AiEndpoint {
  const usual = {
    aiUrl: 'http://models.example/v1/chat/completions',
    aiKey: 'k-1',
    aiModel: 'm-1',
    aiNetworks: ['10.0.0.0/8'],
  };
  return new AiEndpoint(local.outbound, Object.assign(new Settings(), usual, settings), 10, timeoutMs);
}
const ask = () => endpoint.ask(messages, 500);
const json = (body: string) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(body);

it('asks as OpenAI defines it, and reads the text and what it cost', async () => {
  answer = json(completion(' Rest today.\n', { total_tokens: 120 }));
  expect(await ask()).toEqual({ text: 'Rest today.', model: 'm-1', tokens: 120 });
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer k-1' });
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    model: 'm-1',
    messages,
    max_tokens: 600,
    stream: false,
  });
});

it.each([[-1], [1.5], ['12'], [1e300], [null], [undefined]])(
  'does not believe that it cost %p tokens',
  async (tokens) => {
    answer = json(completion('Rest.', { total_tokens: tokens }));
    expect(await ask()).toEqual({ text: 'Rest.', model: 'm-1', tokens: undefined });
  },
);

it.each<[string, (response: ServerResponse) => void, ('failed' | 'unknown')?]>([
  ['fails', (response) => void response.writeHead(500).end('{}'), 'failed'],
  ['has too many requests', (response) => void response.writeHead(429).end('{}'), 'failed'],
  ['is silent', () => undefined],
  ['is silent after the head', (response) => void response.writeHead(200).flushHeaders()],
  [
    'streams unasked',
    (response) => void response.writeHead(200).end('data: {"choices":[{"delta":{"content":"Rest"}}]}\n\n'),
  ],
  ['answers HTML', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>')],
  ['answers 10 MB', (response) => void response.writeHead(200).end(completion('a'.repeat(10 * 2 ** 20)))],
  ['answers null', json('null')],
  ['answers no choice', json('{"choices":[]}')],
  ['answers no text', json(completion({ rest: true }))],
  ['answers an empty text', json(completion('  '))],
  [
    'redirects to another host',
    (response) => void response.writeHead(307, { location: 'http://others.example/' }).end(),
    'failed',
  ],
])('gives no answer where it %s, and asks once', async (_, how, reason = 'unknown') => {
  answer = how;
  local.internet.host('others.example', ['10.0.0.8']);
  const failed = await ask().catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(AiFailed);
  expect(failed).toMatchObject({ reason });
  expect(asked).toHaveLength(1);
});

it('asks at an address that AI_NETWORKS names alone', async () => {
  answer = json(completion('Rest.'));
  endpoint.onApplicationShutdown();
  endpoint = asking({ aiNetworks: ['10.0.0.7'] });
  expect(await ask()).toMatchObject({ text: 'Rest.' });
});

it.each([
  ['on an address that is not allowed', { aiNetworks: [] }],
  ['by http on a public address', { aiUrl: 'http://public.example/' }],
])('does not ask %s', async (_, settings) => {
  local.internet.host('public.example');
  endpoint.onApplicationShutdown();
  endpoint = asking(settings);
  await expect(ask()).rejects.toMatchObject({ reason: 'failed' });
  expect([asked, local.internet.connections]).toEqual([[], []]);
});

const failTimes = async (times: number, timeoutMs = 500) => {
  for (let n = 0; n < times; n += 1) await expect(endpoint.ask(messages, timeoutMs)).rejects.toBeInstanceOf(AiFailed);
};
const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end('{}');

it.each<[string, (response: ServerResponse) => void]>([
  ['refuses one text with 400', status(400)],
  ['finds one text too long', status(413)],
  ['cannot process one text', status(422)],
  ['refuses one text with 499', status(499)],
  ['filters one text', json(completion(''))],
  ['does not answer in the time that a user waits', () => undefined],
])('is asked by others where it %s', async (_, how) => {
  answer = how;
  await failTimes(6, 40);
  expect(endpoint.suspended).toBe(false);
});

it.each<[string, (response: ServerResponse) => void]>([
  ['has too many requests', status(429)],
  ['fails with 500', status(500)],
  ['does not answer in the time that it may take', () => undefined],
  ['closes the connection', (response) => void response.destroy()],
])('is suspended where it %s, whatever was cut short between', async (_, how) => {
  endpoint.onApplicationShutdown();
  endpoint = asking({}, 30);
  const silent = () => undefined;
  for (let n = 1; n <= 5; n += 1) {
    expect(endpoint.suspended).toBe(false);
    answer = silent;
    await failTimes(1, 26);
    answer = how;
    await failTimes(1, 27);
  }
  expect(endpoint.suspended).toBe(true);
});

it('is not asked any more once it failed five times in a row, and is asked again after a while', async () => {
  endpoint.onApplicationShutdown();
  endpoint = asking({});
  answer = (response) => void response.writeHead(500).end();
  for (let n = 0; n < 5; n += 1) await ask().catch(() => undefined);
  expect(endpoint.suspended).toBe(true);
  answer = json(completion('Rest.'));
  const answered = await until(() => ask().catch(() => undefined));
  expect([answered.text, endpoint.suspended]).toEqual(['Rest.', false]);
});
