import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { needs } from '../stack/servers.js';
import { hideSecrets } from './hide-secrets.js';
import { lacking } from './needs.js';
import { stepsOf } from './steps.js';
import { type Outcome, tour } from './tour.js';

/** Answers each request with what it was, but /never, where it says that it was asked. */
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => answer(request.url ?? '', request.headers.authorization, body, response));
});
/** Ends the time of the command that runs. */
let timeIsOver: () => void;
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function answer(path: string, key: string | undefined, body: string, response: ServerResponse): void {
  if (path === '/never') {
    timeIsOver();
    return;
  }
  response.writeHead(path.startsWith('/v1/') ? 401 : 200, { etag: '"v1"', 'content-type': 'application/json' });
  response.end(JSON.stringify({ path, key, body }));
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const pageOf = (...lines: string[]) => ['# Title', '', '```sh', ...lines, '```', ''].join('\n');

/** Runs a page of one block. */
async function outcomes(...lines: string[]): Promise<Outcome[]> {
  const env = { ...process.env, OPERATOR_KEY: 'k' };
  const limit = () => {
    const time = new AbortController();
    timeIsOver = () => time.abort();
    return time.signal;
  };
  const found: Outcome[] = [];
  const around = { url: url(), root: process.cwd(), env, limit };
  for await (const outcome of tour('page.md', pageOf(...lines), around)) found.push(outcome);
  return found;
}
const faults = async (...lines: string[]) => (await outcomes(...lines)).flatMap((outcome) => outcome.faults);

needs('curl', 'jq')('The tour', () => {
  it('passes an example with the expected answer, and names its place', async () => {
    const answered = await outcomes("curl 'http://127.0.0.1:3000/a?b=1'", '# → 200 · etag: "v1" · "path":"/a?b=1"');
    expect(answered).toEqual([{ place: 'page.md:4', title: "curl 'http://127.0.0.1:3000/a?b=1'", faults: [] }]);
  });

  it('runs a page in one shell, with what a reader exported', async () => {
    const lines = [
      'NAME=shop-$(date +%s)',
      'SEEN=$(curl -s http://127.0.0.1:3000/$NAME | jq -r .path)',
      'curl "http://127.0.0.1:3000/again$SEEN" -H "Authorization: Bearer $OPERATOR_KEY" \\',
      "  --json '{",
      '    "name": "B" }\'',
      '# → 200 · "path":"/again/shop-1 · "key":"Bearer k" · \\"name\\": \\"B\\"',
      'for name in c d; do',
      '  curl http://127.0.0.1:3000/$name',
      'done | jq -r .path',
      '# → prints /c · …/d',
    ];
    expect(await outcomes(...lines)).toEqual(
      [4, 5, 6, 10].map((line) => expect.objectContaining({ place: `page.md:${line}`, faults: [] })),
    );
  });

  it.each([
    ['another status', 'curl http://127.0.0.1:3000/a', '# → 404', 'should answer 404, not 200'],
    ['another header', 'curl http://127.0.0.1:3000/a', '# → 200 · etag: "v2"', 'should have etag: "v2"'],
    ['a missing fragment', 'curl http://127.0.0.1:3000/a', '# → 200 · "path":"/b"', 'should have "path":"/b"'],
    ['no answer', 'curl http://127.0.0.1:1/', '# → 200', 'should answer 200, not nothing'],
    ['a command that fails', 'echo "curl a" | grep nothing', '', 'ended with 1'],
    ['another output', 'echo curl is here', '# → prints nowhere', 'should have nowhere,it printed: curl is here'],
    ['an empty variable', 'X=$(curl -s http://127.0.0.1:3000/a | jq -r .id)', '', '$X is empty. HTTP/1.1 200 OK'],
    ['no expected answer', 'curl http://127.0.0.1:3000/a', '', 'has no expected answer'],
    ['an open quote', 'curl "http://127.0.0.1:3000/a', '# → 200', 'ended with'],
  ])('fails on %s', async (_what, command, comment, fault) => {
    const found = (await outcomes(command, comment)).at(0)?.faults.join();
    expect(found).toContain(fault);
  });

  it('interrupts a command whose time is over, and goes on', async () => {
    const [hung, next] = await outcomes('X=1; curl http://127.0.0.1:3000/never', '# → 200', 'test "$X" = 1');
    expect(hung?.faults).toEqual(['did not end in time']);
    expect(next).toEqual({ place: 'page.md:6', title: 'test "$X" = 1', faults: [] });
  });

  it('says of each example after an exit that it was not run', async () => {
    expect(await faults('exit 3', 'echo curl -s', 'echo more')).toEqual([
      expect.stringContaining('ended the shell'),
      ...[1, 2].map(() => expect.stringContaining('was not run')),
    ]);
  });

  it('runs blocks that ask something, and no others', () => {
    expect(stepsOf(`${pageOf('npm start')}${pageOf('# First', '', 'npx palier config', 'true')}`)).toEqual([
      { line: 11, command: 'npx palier config\n' },
      { line: 12, command: 'true\n' },
    ]);
  });

  it('says in one sentence what it lacks', async () => {
    const env = { PATH: process.env.PATH, OPERATOR_KEY: 'k', OWNER_PASSWORD: 'p' };
    expect(await lacking(url(), { ...env, PATH: '/nowhere' })).toContain(
      'bash and curl and jq and unzip cannot be found',
    );
    expect(await lacking('http://127.0.0.1:1', env)).toContain('No server answers');
    expect(await lacking(url(), { ...env, OPERATOR_KEY: undefined })).toContain('OPERATOR_KEY is not set');
    expect(await lacking(url(), { ...env, OWNER_PASSWORD: undefined })).toContain('OWNER_PASSWORD is not set');
    expect(await lacking(url(), env)).toContain('OPERATOR_KEY is no key of this server (401)');
  });
});

it('The tour prints no secret', () => {
  const hide = hideSecrets({ OWNER_PASSWORD: 'four horses', OPERATOR_KEY: undefined });
  const key = `palier_sk_abcdefgh_${'A-'.repeat(21)}x`;
  expect(hide(`four horses ${key} {"accessToken":"eyJh.eyJz.c2ln"}`)).toBe(
    '($OWNER_PASSWORD) (secret) {"accessToken":"(secret)"}',
  );
});
