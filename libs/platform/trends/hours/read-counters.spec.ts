import { Test } from '@nestjs/testing';
import { Settings, SettingsModule } from '#platform/config';
import { RequestTelemetry, TelemetryModule, usualBounds } from '#platform/telemetry';
import { countedSince, type RouteCounts, readCounters } from './read-counters.js';

it('reads requests by route over all statuses, and lookups from the metrics', async () => {
  const settings = Object.assign(new Settings(), { logLevel: 'silent' });
  const module = await Test.createTestingModule({
    imports: [SettingsModule.with(settings), TelemetryModule],
  }).compile();
  const telemetry = module.get(RequestTelemetry);
  const finish = (
    method: string,
    route: string | undefined,
    status: number,
    ms: number,
    cache?: 'hit' | 'stale' | 'miss',
  ) =>
    telemetry.finish(telemetry.start('id', undefined), {
      method,
      route,
      product: 'wistant',
      status,
      ms,
      cache,
      url: '/',
      bytes: undefined,
    });
  const a = (status: number, ms: number) => finish('GET', '/v1/a', status, ms);
  a(200, 0.5);
  a(200, 3);
  const before = await readCounters();
  a(200, 3);
  a(404, 3);
  a(503, 20_000);
  finish('POST', '/v1/a', 201, 0.5);
  finish('GET', undefined, 404, 0.5);
  for (const cache of ['hit', 'stale', 'miss'] as const) finish('GET', '/v1/kept', 200, 0.5, cache);
  const now = await readCounters();
  expect(now).toMatchObject({ hits: 2, lookups: 3 });

  const none = new Array(usualBounds.length + 1).fill(0);
  const added = countedSince(before, now);
  expect(added).toMatchObject({ hits: 2, lookups: 3 });
  const durations = none.with(2, 2).with(13, 1);
  expect(Object.fromEntries(added.routes)).toEqual({
    'GET /v1/a': { method: 'GET', route: '/v1/a', requests: 3, errors: 1, durations },
    'POST /v1/a': { method: 'POST', route: '/v1/a', requests: 1, errors: 0, durations: none.with(0, 1) },
    'GET none': { method: 'GET', route: 'none', requests: 1, errors: 0, durations: none.with(0, 1) },
    'GET /v1/kept': { method: 'GET', route: '/v1/kept', requests: 3, errors: 0, durations: none.with(0, 3) },
  });
  expect(countedSince(now, await readCounters()).routes.size).toBe(0);
  await module.close();
});

it('takes each route, hits and lookups by themselves, where they began anew', () => {
  const route = (name: string, requests: number) =>
    [name, { method: 'GET', route: name, requests, errors: 0, durations: [requests] }] as [string, RouteCounts];
  const before = { routes: new Map([route('/a', 10), route('/b', 10)]), hits: 10, lookups: 20 };
  const requestsOf = ({ routes }: ReturnType<typeof countedSince>) =>
    [...routes.values()].map(({ requests, durations }) => [requests, ...durations]);
  const routesAnew = countedSince(before, {
    routes: new Map([route('/a', 4), route('/b', 13)]),
    hits: 11,
    lookups: 22,
  });
  expect([requestsOf(routesAnew), routesAnew.hits, routesAnew.lookups]).toEqual([
    [
      [4, 4],
      [3, 3],
    ],
    1,
    2,
  ]);
  const lookupsAnew = countedSince(before, { routes: new Map([route('/a', 11)]), hits: 12, lookups: 5 });
  expect([requestsOf(lookupsAnew), lookupsAnew.hits, lookupsAnew.lookups]).toEqual([[[1, 1]], 2, 5]);
  expect(countedSince(before, { routes: new Map(), hits: 3, lookups: 25 })).toMatchObject({ hits: 3, lookups: 5 });
});
