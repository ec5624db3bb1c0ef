// Real: an API and a worker over PostgreSQL and a Redis Cluster, their metrics and traces, the dashboards. Faked: the
// collector of traces.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { Degradation } from '#platform/degradation';
import { MetricsServer } from '#platform/telemetry';
import { type RedisCluster, startRedisCluster } from '../stack/redis-cluster.js';
import { needs } from '../stack/servers.js';
import { logIn, makePerson, present } from '../support/people.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { dashboards, queriesOf } from './dashboards.js';
import { elsewhere, missingIn, scraped } from './named-series.js';

needs('redis-server')('of a running deployment', () => {
  let cluster: RedisCluster;
  let collector: Server;
  const collected: string[] = [];
  let first: TestApp;
  let api: TestApp;
  let metrics: string;

  const read = () => api.app.get(MetricsServer).read();
  beforeAll(async () => {
    cluster = await startRedisCluster({ primaries: 3, replicasEach: 0 });
    collector = createServer(async (request, response) => {
      collected.push(await textOf(request));
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const redisCluster = cluster.addresses;
    first = await startTestApp({ redisCluster });
    const tenant = await freshTenant(first);
    const { token } = await signedIn(first, tenant, 'member');
    // Its worker counts the sessions as it starts; its metrics replace those of the first, which runs in the same process.
    const otelEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    api = await startTestApp({ redisCluster, otelEndpoint }, first.database, workers);
    // 503 until the shard of the session is reached.
    const exported = async () => (await callAs(api, token, 'POST', '/v1/me/exports')).statusCode;
    expect(await until(async () => [await exported()].find((status) => status !== 503))).toBe(202);
    await api.app.get(Degradation).set(4, 'test');
    expect((await api.inject(`/v1/stores/${tenant.slug}/tags`)).statusCode).toBe(503);
    await api.app.get(Degradation).set(0, 'test');
    // A revocation from before the process followed them has no lag, so another is made until one has.
    await until(async () => {
      const { refreshToken } = (await logIn(api, await makePerson(api, tenant))).json();
      expect((await present(api, tenant.slug, 'logout', refreshToken)).statusCode).toBe(204);
      return (await read()).includes('palier_revocation_lag_seconds_count{');
    });
    const ofJobs = [/^palier_sessions\{/m, /^palier_jobs_done_total\{\w+="audit-chain.append"/m];
    await until(async () => {
      const text = await read();
      return ofJobs.every((series) => series.test(text));
    });
    metrics = await scraped(read, dashboards.flatMap(queriesOf));
  });
  afterAll(async () => {
    await api?.close();
    await first?.close();
    collector?.closeAllConnections();
    collector?.close();
    await cluster?.stop();
  });

  const query = (expr: string, legend: readonly string[] = []) => ({ at: 'x', expr, legend });

  it('every metric, label and value that a panel names is there', () => {
    const queries = dashboards.flatMap(queriesOf);
    expect(queries.length).toBeGreaterThan(45);
    expect(queries.flatMap((each) => missingIn(metrics, each))).toEqual([]);
    for (const [series, file] of elsewhere) {
      const text = file === undefined ? series : readFileSync(file, 'utf8');
      for (const name of series.match(/^\w+|\w+(?==)/g) ?? [])
        expect([series, text.includes(name)]).toEqual([series, true]);
    }
  });

  it.each<[what: string, ...Parameters<typeof query>]>([
    ['there is no palier_job_waiting', 'max by (queue) (palier_job_waiting)'],
    ['there is no rat', 'sum(rat + palier_dead_letters)'],
    ['palier_jobs_waiting has no que', 'max by (que) (palier_jobs_waiting{queue!=""})'],
    ['palier_jobs_waiting has no que', 'palier_jobs_waiting{que=~".*"}'],
    ['palier_jobs_waiting has no que', 'palier_jobs_waiting', ['que']],
    ['palier_outbox_pending has no queue', 'palier_jobs_waiting > on (queue) palier_outbox_pending'],
    ['palier_outbox_pending has no queue', 'sum by (queue) (palier_jobs_waiting + (palier_outbox_pending))'],
    ['palier_database_connections has no state="bussy"', 'palier_database_connections{state="bussy"}'],
    ['palier_jobs_waiting has no queue="b"', 'palier_jobs_waiting{queue=~"auth.send-mail|b"}'],
  ])('is reported: %s', (what, ...of) => expect(missingIn(metrics, query(...of))).toEqual([`x: ${what}`]));

  it('a legend with a label that its query drops is reported', () =>
    expect(() => missingIn(metrics, query('max by (queue) (palier_jobs_waiting)', ['shard']))).toThrow(
      'the legend names shard',
    ));

  it('the link of a slow route finds spans by attributes that equal its labels', async () => {
    const text = JSON.stringify(dashboards.find(({ uid }) => uid === 'palier-process'));
    const [, link = ''] = /"url":"\/explore\?schemaVersion=1&panes=((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
    const { traces } = JSON.parse(decodeURIComponent(JSON.parse(`"${link}"`)));
    expect(traces.datasource).toMatch(/^\$\{tempo\}$/);
    const [{ query: traceQl }] = traces.queries;
    const conditions = [...traceQl.matchAll(/span\.([\w.]+)=`\$\{__data\.fields\.(\w+)\}`/g)];
    expect(traceQl).toMatch(/^\{(span\.[\w.]+=`[^`]+` && )+duration>=\$slower\}$/);
    expect(conditions.map(([, , label]) => label)).toEqual(['route', 'method']);
    const attributes = await until(() => spanOf('POST /v1/me/exports'));
    const labels = conditions.map(([, name, label]) => `${label}="${attributes.get(name)}"`);
    const lines = metrics.split('\n').filter((line) => line.startsWith('palier_http_request_duration_seconds_count{'));
    expect(lines.some((line) => labels.every((label) => line.includes(label)))).toBe(true);
  });

  /** The attributes of a span that the collector got. */
  function spanOf(wanted: string): ReadonlyMap<string, string> | undefined {
    const spans = collected.flatMap((body) =>
      JSON.parse(body).resourceSpans.flatMap((each: { scopeSpans: { spans: Span[] }[] }) =>
        each.scopeSpans.flatMap(({ spans }) => spans),
      ),
    );
    const span = spans.find(({ name }: Span) => name === wanted);
    return (
      span && new Map(span.attributes.map(({ key, value }: Span['attributes'][number]) => [key, value.stringValue]))
    );
  }
});

interface Span {
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}
