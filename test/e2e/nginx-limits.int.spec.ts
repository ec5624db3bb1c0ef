// Real: the routes of the whole API, the shipped settings of nginx. Faked: nothing; no nginx runs.
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { Settings } from '#platform/config';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** A `location` of nginx, with what it sets of requests with a body. */
interface Location {
  readonly matches: (path: string) => boolean;
  /** Of a prefix, 0 elsewhere. */
  readonly length: number;
  readonly limit: number | undefined;
  readonly buffers: boolean;
}

const units: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const limitIn = (text: string) => {
  const [, size, unit = ''] = /^\s*client_max_body_size (\d+)([kmg]?);$/m.exec(text) ?? [];
  return size === undefined ? undefined : Number(size) * (units[unit] ?? 1);
};

const settings = readFileSync('docker/nginx/nginx.conf', 'utf8');
const block = /^ {4}location (~ )?(\S+) \{\n([\s\S]*?)^ {4}\}/gm;
const locations = [...settings.matchAll(block)].map(([, regular, name = '', text = '']): Location => {
  const pattern = new RegExp(name);
  return {
    matches: (path) => (regular ? pattern.test(path) : path.startsWith(name)),
    length: regular ? 0 : name.length,
    limit: limitIn(text),
    buffers: !text.includes('proxy_request_buffering off;'),
  };
});
const ofAll = limitIn(settings.replaceAll(block, '')) as number;

/** As nginx chooses: the first regular expression, else the longest prefix. */
const locationOf = (path: string) => {
  const found = locations.filter(({ matches }) => matches(path)).sort((a, b) => b.length - a.length);
  return found.find(({ length }) => length === 0) ?? found[0];
};

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

it('nginx lets through what each route accepts, and more, so that the API refuses it', () => {
  const { routeTable } = api.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const streamed = routeTable.all.flatMap(({ method, url, declaration }) =>
    [declaration?.stream, declaration?.bytes].flatMap((body) => (body ? [{ method, url, limit: body.limit }] : [])),
  );
  expect(streamed.length).toBeGreaterThan(5);
  const through = streamed.map(({ method, url, limit }) => {
    const location = locationOf(url.replace(/:\w+/g, 'x'));
    return { method, url, above: (location?.limit ?? ofAll) > limit, buffers: location?.buffers };
  });
  expect(through.filter(({ above }) => !above)).toEqual([]);
  expect(ofAll).toBeGreaterThan(new Settings().bodyLimitBytes);
  // A copy of a large upload is written nowhere else than where the API does.
  const large = streamed.filter(({ limit }) => limit > ofAll).map(({ url }) => url);
  expect(through.filter(({ url, buffers }) => large.includes(url) && buffers)).toEqual([]);
});
