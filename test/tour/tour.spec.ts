import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stepsOf } from './steps.js';
import { tour } from './tour.js';

/** A server that answers each request with its own content. */
const echo = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' });
    response.end(
      JSON.stringify({ method: request.method, url: request.url, key: request.headers.authorization, body }),
    );
  });
});

const listening = (server: Server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

/** Runs a README of one block and returns the faults of its requests. */
async function faults(...lines: string[]): Promise<string[]> {
  const url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  const found: string[] = [];
  const readme = ['# Title', '', '```sh', ...lines, '```', ''].join('\n');
  for await (const outcome of tour(stepsOf(readme), url, { OPERATOR_KEY: 'k' })) found.push(...outcome.faults);
  return found;
}

describe('The tour of the README', () => {
  beforeAll(() => listening(echo));
  afterAll(() => new Promise((done) => echo.close(done)));

  it('passes an example with the expected answer', async () => {
    expect(await faults("curl 'http://127.0.0.1:3000/a?b=1'", '# → 200 · etag: "1" · "url":"/a?b=1"')).toEqual([]);
  });

  it('stores what an example sets for later examples', async () => {
    const lines = [
      'NAME=shop-$(date +%s)',
      "ETAG=$(curl -so /dev/null -w '%header{etag}' http://127.0.0.1:3000/$NAME)",
      'curl -H "If-None-Match: $ETAG" http://127.0.0.1:3000/$NAME',
      '# → 304',
    ];
    expect(await faults(...lines)).toEqual([]);
  });

  it('stores a member of an answer too', async () => {
    const lines = [
      'WAY=$(curl -s http://127.0.0.1:3000/way | jq -r .url)',
      'curl http://127.0.0.1:3000/back$WAY',
      '# → 200 · "url":"/back/way"',
    ];
    expect(await faults(...lines)).toEqual([]);
    expect(await faults('WAY=$(curl -s http://127.0.0.1:3000/way | jq -r .nowhere)')).toHaveLength(1);
  });

  it('sends method, key and body over several lines', async () => {
    const lines = [
      'curl -X PATCH http://127.0.0.1:3000/a -H "Authorization: Bearer $OPERATOR_KEY" \\',
      '  --json \'{"name":"B"}\'',
      '# → 200 · "method":"PATCH" · "key":"Bearer k" · {\\"name\\":\\"B\\"}',
    ];
    expect(await faults(...lines)).toEqual([]);
  });

  it.each([
    ['another status', '# → 404'],
    ['another header', '# → 200 · etag: "2"'],
    ['another body', '# → 200 · "url":"/b"'],
  ])('fails on %s', async (_what, answer) => {
    expect(await faults('curl http://127.0.0.1:3000/a', answer)).toHaveLength(1);
  });

  it('fails on a variable that is not set', async () => {
    expect(await faults('curl http://127.0.0.1:3000/$NOBODY', '# → 200')).toHaveLength(1);
  });

  it('refuses an example without an expected answer', () => {
    expect(() => stepsOf('```sh\ncurl http://127.0.0.1:3000/\n```\n')).toThrow('no expected answer');
  });
});
