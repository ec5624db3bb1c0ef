import { readCombinedLine } from './combined-line.js';

const plain = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326 "-" "-"';
const read = {
  ...{ address: '127.0.0.1', at: '2000-10-10T13:55:36-07:00', method: 'GET', path: '/apache_pb.gif' },
  ...{ status: 200, bytes: 2326, referrer: null, userAgent: null },
};
const request = (text: string) => plain.replace('GET /apache_pb.gif HTTP/1.0', () => text);

describe('a line of an access log', () => {
  it.each<[string, string, object]>([
    ['that Apache documents', plain, {}],
    ['with IPv6', plain.replace('127.0.0.1', '2001:db8::7'), { address: '2001:db8::7' }],
    ['without an address', plain.replace('127.0.0.1', '-'), { address: null }],
    ['without a size', plain.replace('2326', '-'), { bytes: null }],
    ['with a user of several words', plain.replace('frank', 'a [b] "c"'), {}],
    ['with further fields', `${plain} "-" 0.003`, {}],
    ['with a month that is none', plain.replace('Oct', 'Okt'), { at: '2000-00-10T13:55:36-07:00' }],
    [
      'with quotes in its headers',
      plain.replace('"-" "-"', String.raw`"https://a.example/\"x\"" "Say \"hello\" \\"`),
      { referrer: String.raw`https://a.example/\"x\"`, userAgent: String.raw`Say \"hello\" \\` },
    ],
    ['with a query', request('GET /a/b?mail=x#y HTTP/1.1'), { path: '/a/b' }],
    ['of a proxy', request('GET http://user:pass@a.example:80/b?c HTTP/1.1'), { path: '/b' }],
    ['of a proxy, without a path', request('GET http://a.example?c HTTP/1.1'), { path: null }],
    ['of HTTP/0.9', request('GET /old'), { path: '/old' }],
    ['of HTTP/2', request('PROPFIND /new HTTP/2'), { method: 'PROPFIND', path: '/new' }],
    ['of TLS at a port without', request(String.raw`\x16\x03\x01`), { method: null, path: null }],
    ['of an empty request', request('-'), { method: null, path: null }],
    ['of a target with spaces', request('GET /a b c HTTP/1.1'), { method: null, path: null }],
    ['of a target with a quote', request(String.raw`GET /a\"b HTTP/1.1`), { path: String.raw`/a\"b` }],
  ])('%s is read', (_, line, differing) => expect(readCombinedLine(line)).toEqual({ ...read, ...differing }));

  it.each([
    ['the common format', plain.replace(' "-" "-"', '')],
    ['JSON', '{"name":"app.opened"}'],
    ['nothing', ''],
    ['a quote that nothing closes', plain.slice(0, -1)],
    ['an escape that nothing follows', `${plain.slice(0, -2)}\\`],
    ['a long request that nothing closes', `${plain.slice(0, 60)}${'x'.repeat(900_000)}`],
    ['many times', `127.0.0.1 - ${'[10/Oct/2000:13:55:36 -0700] "'.repeat(30_000)}`],
  ])('is not %s', (_, line) => expect(readCombinedLine(line)).toBeUndefined());
});
