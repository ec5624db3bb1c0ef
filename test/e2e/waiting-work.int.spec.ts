// Real: the whole API without a worker, its metrics, PostgreSQL, the command line. Faked: the age of what waits, set back by SQL.
import { Lifecycle, MetricsServer } from '#platform/telemetry';
import { palier } from '../support/command-line.js';
import { lastingPort } from '../support/lasting-port.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

describe('a deployment without a worker', () => {
  let api: TestApp;
  let metricsUrl: string | undefined;
  beforeAll(async () => {
    api = await startTestApp({ metricsPort: await lastingPort() });
    metricsUrl = await api.app.get(MetricsServer).listen();
    api.app.get(Lifecycle).serve();
    await runSql(
      api.database.appUrl,
      `set app.tenant_id = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
       insert into platform.outbox (id, kind, subject, payload, shard, created_at)
         values (uuidv7(), 'job', 'mail', '{}', platform.outbox_shard('job', 'mail'), now() - interval '10 minutes')`,
    );
  });
  afterAll(() => api.close());

  const readiness = async () => JSON.parse((await api.inject('/health/ready')).payload);
  const doctor = async () => {
    const env = { DATABASE_URL: api.database.appUrl, PALIER_DATA_DIR: api.dataDir };
    const { findings } = JSON.parse((await palier(env, 'doctor', '--json')).stdout);
    return findings.find(({ name }: { name: string }) => name === 'workers');
  };
  /** As a relay that takes the rows again and again, and whose target does not answer. */
  const takeInVain = () =>
    runSql(api.database.adminUrl, "update platform.outbox_shards set held_until = now() where kind = 'job'");

  it('says for how long what waits was not taken: in the metrics, in the readiness and to the doctor', async () => {
    // Before the command, which runs in this process and declares its own gauges.
    const text = await (await fetch(metricsUrl as string)).text();
    const age = Number(/palier_outbox_oldest_seconds\{kind="job"\} (\S+)/.exec(text)?.[1]);
    expect(age).toBeGreaterThan(590);
    expect(text).toContain('palier_outbox_pending{kind="job"} 1');
    expect(text).toContain('palier_outbox_oldest_seconds{kind="event"} 0');
    expect(text).toContain('palier_jobs_oldest_waiting_seconds{queue="auth.send-mail"} 0');
    expect(await readiness()).toMatchObject({ status: 'degraded', degraded: ['workers'] });
    expect(await doctor()).toMatchObject({
      state: 'problem',
      // The command may take some of them itself.
      summary: expect.stringMatching(/^No worker has taken any work for 1\d minutes\. It waits in: outbox \(job\)\.$/),
      remedy: expect.stringContaining('npm run worker'),
    });
    await takeInVain();
    expect(await until(async () => (await readiness()).status === 'ok')).toBe(true);
  });
});
