import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';
import { answerClientError, answerNodeRefusals } from './client-error.js';
import type { ParserError } from './refused-request.js';
import { RouteTable } from './route-table.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

/** More than all headers together may have. */
const long = 'a'.repeat(20_000);
const half = 'a'.repeat(10_000);

describe('a request that Node refuses by itself', () => {
  it.each<[string, (string | Buffer)[], number, string]>([
    ['a malformed request line', ['NONSENSE\r\n\r\n'], 400, 'malformed_request'],
    ['an unknown method', ['FOO /things HTTP/1.1\r\nHost: a\r\n\r\n'], 405, 'method_not_allowed'],
    ['an unknown method at no path', ['FOO /nowhere HTTP/1.1\r\nHost: a\r\n\r\n'], 404, 'route_not_found'],
    ['a long target', [`GET /${long} HTTP/1.1\r\nHost: a\r\n\r\n`], 414, 'url_too_long'],
    ['a long target in pieces', [`GET /${half}`, `${half} HTTP/1.1\r\nHost: a\r\n\r\n`], 414, 'url_too_long'],
    ['HTTP/2.0', ['GET /things HTTP/2.0\r\nHost: a\r\nConnection: close\r\n\r\n'], 400, 'malformed_request'],
    ['HTTP/0.9', ['GET /things HTTP/0.9\r\nHost: a\r\nConnection: close\r\n\r\n'], 400, 'malformed_request'],
    ['a NUL in a header', ['GET / HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n'], 400, 'malformed_request'],
    [
      'two lengths',
      ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
      400,
      'malformed_request',
    ],
    ['oversized headers', [`GET / HTTP/1.1\r\nHost: a\r\nX-A: ${long}\r\n\r\n`], 431, 'headers_too_large'],
    [
      'oversized headers in pieces',
      [`GET / HTTP/1.1\r\nHost: a\r\nX-A: ${half}`, `b ${half}\r\n\r\n`],
      431,
      'headers_too_large',
    ],
    [
      'oversized extensions of a chunk',
      [
        'POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        `2;${long}\r\n{}\r\n0\r\n\r\n`,
      ],
      413,
      'chunk_extensions_too_large',
    ],
    ['an unknown expectation', ['GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n'], 417, 'expectation_failed'],
    ['CONNECT', ['CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'], 405, 'method_not_allowed'],
    ['a missing Host', ['GET /things HTTP/1.1\r\nConnection: close\r\n\r\n'], 400, 'missing_host'],
    ['two Hosts', ['GET /things HTTP/1.1\r\nHost: a\r\nhOST: a\r\nConnection: close\r\n\r\n'], 400, 'repeated_host'],
    [
      'raw bytes in the URL',
      [Buffer.from('GET /things/\xff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'latin1')],
      400,
      'malformed_request',
    ],
    ['a request that never ends', ['GET /things HTTP/1.1\r\nHost: a\r\n'], 408, 'request_timeout'],
    [
      'a body that never ends',
      ['POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'],
      408,
      'request_timeout',
    ],
  ])('%s gets a problem', async (_name, chunks, status, code) => {
    const answer = await app.raw(...chunks);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/i);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status, code });
  });

  it.each([
    ['417', `GET /things/a?b=c HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n`, '/things/a'],
    ['431', `GET http://u:p@a/things/a?b=c HTTP/1.1\r\nHost: a\r\nX-A: ${long}\r\n\r\n`, '/things/a'],
    ['414', `GET /${long} HTTP/1.1\r\nHost: a\r\n\r\n`, `/${'a'.repeat(511)}`],
    ['400', 'GET /things/a HTTP/1.1\r\nHost: a\r\nX A: 1\r\n\r\n', '/things/a'],
  ])('is named by the instance of its %s', async (status, request, instance) => {
    const answer = await app.raw(request);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status: Number(status), instance });
  });

  it.each([
    ['HEAD /things/a HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n'],
    [`HEAD /things/a HTTP/1.1\r\nHost: a\r\nX-A: ${long}\r\n\r\n`],
  ])('has the length but no body where it is HEAD', async (request) => {
    const answer = await app.raw(request);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d [\s\S]*\r\ncontent-length: [1-9]\d*\r\n[\s\S]*\r\n\r\n$/);
    expect(answer).not.toContain('{');
  });

  it('is told the methods of its path where it has an unknown one, also behind other requests', async () => {
    const first = 'GET /things HTTP/1.1\r\nHost: a\r\n\r\n';
    for (const before of ['', first]) {
      const answer = await app.raw(`${before}GETX http://a/things?limit=1 HTTP/1.1\r\nHost: a\r\n\r\n`);
      expect(answer).toMatch(/HTTP\/1.1 405 [\s\S]*\r\nallow: GET, HEAD, POST\r\n/);
    }
  });

  it('is answered in the language of its Accept-Language, where that could be read', async () => {
    const answer = await app.raw('GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: fr\r\nX A: 1\r\n\r\n');
    expect(answer).toContain('Requête mal formée');
  });
});

it.each<[string, object, boolean, boolean]>([
  ['an answer has begun', { _httpMessage: { _headerSent: true }, bytesWritten: 0 }, true, false],
  ['an answer was sent before', { _httpMessage: null, bytesWritten: 1 }, true, true],
  ['anything was sent, and this Node does not show what', { bytesWritten: 1 }, false, false],
  ['nothing was sent, and this Node does not show what', { bytesWritten: 0 }, false, true],
])('a malformed request on a connection on which %s', (_, fields, showsAnswers, answered) => {
  const socket = Object.assign(new PassThrough(), fields);
  const malformed: ParserError = Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_CONSTANT' });
  socket.on('error', () => {});
  answerClientError(malformed, socket as never, new RouteTable(), showsAnswers);
  expect([socket.writableEnded, socket.destroyed]).toEqual([answered, !answered]);
});

describe.each([
  ['CONNECT', 'connect', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['an unknown expectation', 'checkExpectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n'],
])('%s', (_, event, head) => {
  const asked = async () => {
    const server = createServer();
    answerNodeRefusals(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.write(head);
    const [socket] = await once(server, 'connection');
    return { server, client, socket };
  };

  it('takes no connection for longer than its answer, though the client keeps its half open', async () => {
    const { server, client, socket } = await asked();
    client.resume();
    await once(socket, 'close');
    client.destroy();
    server.close();
  });

  it('does not end the process where its client is lost', async () => {
    const { server, client, socket } = await asked();
    await once(server, event);
    expect(() => socket.emit('error', new Error('read ECONNRESET'))).not.toThrow();
    client.destroy();
    server.close();
  });
});
