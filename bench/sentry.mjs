// What a Sentry that hangs costs the requests beside a route that fails.
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import '../test/support/sources.mjs';
import pg from 'pg';
import { median, medianInterval } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startStack } = await import('../test/stack/stack.ts');
const { seed } = await import('../test/stack/seed.mjs');
const page = '/v1/stores/wistant/apps?limit=20';
const failing = '/v1/stores/wistant/tags';
const CLIENTS = 4;

/**
 * How much later p95 of a cached page is answered while another client gets one answer 500 after another, in milliseconds: from an
 * API whose Sentry takes each request and answers none, less one without `SENTRY_DSN`; and less between two without, which is the
 * machine's. By turns, over one database; the range is that of the median in 19 of 20 cases.
 */
export async function run({ rounds = 30, seconds = 0.6 } = {}) {
  let asked = 0;
  const sentry = createServer(() => {
    asked += 1;
  }).listen(0, '127.0.0.1');
  await once(sentry, 'listening');
  const env = { LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000000' };
  const stack = await startStack({ apis: 0, env }, (made) => seed(made.env, made.postgres.shareDirectory, false));
  try {
    await breakTags(Object.assign(new URL(stack.postgres.urls.admin), { pathname: '/palier' }).href);
    const dsn = `http://key@127.0.0.1:${sentry.address().port}/1`;
    const contenders = {
      hanging: await stack.startApi(0, { SENTRY_DSN: dsn, SENTRY_NETWORKS: '127.0.0.0/8' }),
      without: await stack.startApi(1),
      twin: await stack.startApi(2),
    };
    const samples = { hanging: [], without: [], twin: [] };
    for (let round = -1; round < rounds; round += 1) {
      const names = Object.keys(contenders);
      // Each comes after each other one equally often.
      if (round % 2 === 0) names.reverse();
      for (const name of names) {
        const p95 = await p95BesideFailures(contenders[name].url, seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round >= 0) samples[name].push(p95);
      }
    }
    if (asked === 0) throw new Error('Nothing was sent to Sentry: this measured nothing.');
    return [
      row('p95 beside answers 500: a Sentry that hangs, less no Sentry', samples.hanging, samples.without, 1),
      row('p95 beside answers 500: no Sentry, less another without', samples.twin, samples.without),
    ];
  } finally {
    await stack.stop();
    sentry.closeAllConnections();
    sentry.close();
  }
}

/** From now on the route of tags answers 500, since a column that it reads has another name. */
async function breakTags(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('alter table catalog.tag_counts rename column apps to other_apps');
  await client.end();
}

/** Milliseconds in which 95 of 100 requests for the page are answered, while one more client asks the failing route. */
async function p95BesideFailures(url, seconds) {
  const agent = new Agent({ keepAlive: true });
  const end = performance.now() + seconds * 1000;
  const times = [];
  const reader = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      await answered(agent, `${url}${page}`, 200);
      times.push(performance.now() - from);
    }
  };
  const failer = async () => {
    while (performance.now() < end) await answered(agent, `${url}${failing}`, 500);
  };
  await Promise.all([failer(), ...Array.from({ length: CLIENTS }, reader)]);
  agent.destroy();
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
}

function answered(agent, url, status) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (answer) => {
      if (answer.statusCode !== status) reject(new Error(`${url} answered ${answer.statusCode}, not ${status}.`));
      answer.resume().once('end', resolve);
    });
    asked.once('error', reject).end();
  });
}

function row(name, ours, theirs, atMost) {
  const later = ours.map((ms, round) => ms - theirs[round]);
  const detail = `${median(ours).toFixed(2)} ms against ${median(theirs).toFixed(2)}`;
  return { name, ratio: median(later), ...medianInterval(later), unit: 'ms', ...(atMost && { atMost }), detail };
}

if (import.meta.main) printTable(await run());
