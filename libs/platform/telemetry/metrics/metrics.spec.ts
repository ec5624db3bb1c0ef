import { hostname } from 'node:os';
import { Test, type TestingModule } from '@nestjs/testing';
import { PALIER_VERSION, Settings, SettingsModule } from '#platform/config';
import { lastingPort } from '../../../../test/support/lasting-port.js';
import { counter, gauge, MetricsServer, RequestTelemetry, TelemetryModule } from '../index.js';
import { processLimits } from './process-limits.js';

const finished = {
  method: 'GET',
  route: '/v1/apps/:slug',
  product: 'wistant',
  url: '/',
  cache: undefined,
  bytes: undefined,
};

describe('metrics', () => {
  let module: TestingModule;
  let url: string;

  beforeAll(async () => {
    const settings = Object.assign(new Settings(), { metricsPort: await lastingPort(), logLevel: 'silent' });
    module = await Test.createTestingModule({ imports: [SettingsModule.with(settings), TelemetryModule] }).compile();
    module.enableShutdownHooks([]);
    url = (await module.get(MetricsServer).listen()) ?? '';
  });

  afterAll(() => module.close());

  const scrape = async () => (await (await fetch(url)).text()).split('\n');

  it('counts and times requests by method, route template and class of status', async () => {
    const telemetry = module.get(RequestTelemetry);
    const finish = (status: number, ms: number) =>
      telemetry.finish(telemetry.start('id', undefined), { ...finished, status, ms });
    for (const [status, ms] of [
      [200, 0.4],
      [204, 40],
      [200, 20_000],
      [404, 1],
    ] as const) {
      finish(status, ms);
    }
    const lines = await scrape();
    const labels = 'method="GET",route="/v1/apps/:slug"';
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE palier_http_request_duration_seconds histogram',
        `palier_http_requests_total{product="wistant",${labels},status="2xx"} 3`,
        `palier_http_requests_total{product="wistant",${labels},status="4xx"} 1`,
        // Before the first one fails.
        `palier_http_requests_total{product="wistant",${labels},status="5xx"} 0`,
        `palier_http_request_duration_seconds_bucket{${labels},status="2xx",le="0.001"} 1`,
        `palier_http_request_duration_seconds_bucket{${labels},status="2xx",le="0.05"} 2`,
        `palier_http_request_duration_seconds_bucket{${labels},status="2xx",le="10"} 2`,
        `palier_http_request_duration_seconds_bucket{${labels},status="2xx",le="+Inf"} 3`,
        `palier_http_request_duration_seconds_count{${labels},status="2xx"} 3`,
        `palier_http_request_duration_seconds_bucket{${labels},status="4xx",le="0.001"} 1`,
      ]),
    );
    const sum = lines.find((line) =>
      line.startsWith(`palier_http_request_duration_seconds_sum{${labels},status="2xx"`),
    );
    expect(Number(sum?.split(' ')[1])).toBeCloseTo(20.0404);
  });

  it('counts the requests of a route by product', async () => {
    const telemetry = module.get(RequestTelemetry);
    for (const product of ['veille', 'velo', 'veille']) {
      telemetry.finish(telemetry.start('id', undefined), { ...finished, route: '/v1/me', product, status: 200, ms: 1 });
    }
    const labels = 'method="GET",route="/v1/me",status="2xx"';
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        `palier_http_requests_total{product="veille",${labels}} 2`,
        `palier_http_requests_total{product="velo",${labels}} 1`,
        `palier_http_request_duration_seconds_count{${labels}} 3`,
      ]),
    );
  });

  it('gives all requests that match no route the same label', async () => {
    const telemetry = module.get(RequestTelemetry);
    const unknown = { ...finished, route: undefined, product: undefined, status: 404, ms: 1 };
    for (const url of ['/a', '/b']) telemetry.finish(telemetry.start('id', undefined), { ...unknown, url });
    const labels = 'product="none",method="GET",route="none",status="4xx"';
    expect(await scrape()).toContain(`palier_http_requests_total{${labels}} 2`);
  });

  it('counts cache lookups by result', async () => {
    const telemetry = module.get(RequestTelemetry);
    for (const cache of ['hit', 'hit', 'stale', 'miss'] as const) {
      telemetry.finish(telemetry.start('id', undefined), { ...finished, route: '/v1/kept', cache, status: 200, ms: 1 });
    }
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'palier_cache_lookups_total{result="hit"} 2',
        'palier_cache_lookups_total{result="stale"} 1',
        'palier_cache_lookups_total{result="miss"} 1',
      ]),
    );
  });

  it('reads gauges at each scrape, and shows counters', async () => {
    let idle = 3;
    gauge('test_connections', 'Connections', () => [{ labels: { state: 'idle' }, value: idle }]);
    gauge('test_level', 'Level', () => 2);
    const mails = counter('test_mails_total', 'Mails', 'kind').of('welcome');
    mails.add();
    mails.add(2);
    idle = 4;
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'test_connections{state="idle"} 4',
        'test_level 2',
        'test_mails_total{kind="welcome"} 3',
      ]),
    );
  });

  it('shows the metrics of the process, its event-loop delay included', async () => {
    const names = (await scrape()).map((line) => line.split(/[ {]/)[0]);
    expect(names).toEqual(expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds']));
  });

  it('says what the process may use, and what runs', async () => {
    const lines = await scrape();
    const reading = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);
    const limits = processLimits();
    expect(reading('palier_process_cpu_limit')).toBe(limits.cpus);
    expect(reading('palier_process_memory_limit_bytes')).toBe(limits.memoryBytes);
    const labels = `version="${PALIER_VERSION}",node="${process.version}",host="${hostname()}"`;
    expect(lines).toContain(`palier_build_info{${labels}} 1`);
  });

  it('serves nothing else', async () => {
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('is off on port 0', async () => {
    const off = new MetricsServer(Object.assign(new Settings(), { metricsPort: 0 }));
    await expect(off.listen()).resolves.toBeUndefined();
  });

  it('fails when the port is in use', async () => {
    const twin = new MetricsServer(module.get(Settings));
    await expect(twin.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
