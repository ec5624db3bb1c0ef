// A database in which tenants follow feeds, the servers of these feeds, and workers that can be killed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import '../../support/sources.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const { startStack } = await import('../../stack/stack.ts');

/** Ten workers at once on two busy cores take a minute and more to start. */
const START_MS = 180_000;
const ANSWER_MS = 30_000;

/** Inserts what tenants follow; the feeds are not due. Returns the ids of the tenants, in order. */
async function fill(database, follows) {
  const { rows } = await database.query(
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, directory_version)
       select uuidv7(), s, s, s, s, 'wistant', 'free', 0 from generate_series(1, $1) n, lateral (select 'team-' || n) o (s)
       returning id`,
    [follows.length],
  );
  const ids = rows.map(({ id }) => id);
  const pairs = ids.flatMap((id, tenant) => follows[tenant].map((url) => ({ id, url })));
  await database.query(
    `insert into feeds.subscriptions (tenant_id, id, url, title)
       select tenant, uuidv7(), url, url from unnest($1::uuid[], $2::text[]) as f (tenant, url)`,
    [pairs.map(({ id }) => id), pairs.map(({ url }) => url)],
  );
  await database.query("update feeds.sources set due_at = now() + interval '1 day'");
  await database.query('analyze tenants.tenants, feeds.subscriptions, feeds.sources');
  return ids;
}

/** @param {string[][]} follows the addresses that each tenant follows */
export async function openDeployment(follows) {
  const parts = [];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  try {
    const stack = await startStack({ apis: 0 });
    parts.unshift(() => stack.stop());
    // The superuser's, which sees the rows of all tenants.
    const admin = Object.assign(new URL(stack.postgres.urls.admin), { pathname: '/palier' }).href;
    const database = new pg.Client({ connectionString: admin });
    await database.connect();
    parts.unshift(() => database.end());
    const tenantIds = await fill(database, follows);
    const start = (name, env) => {
      const child = fork(join(import.meta.dirname, `${name}.mjs`), { env: { ...process.env, ...env } });
      parts.unshift(() => kill(child));
      return child;
    };
    const web = start('web', {});
    const { port } = await ready(web);
    const env = {
      ...stack.env,
      DATABASE_POOL_SIZE: '5',
      JOB_CONCURRENCY: '1',
      LOG_LEVEL: 'fatal',
      METRICS_PORT: '0',
      DRILL_WEB_PORT: String(port),
    };
    /** The feeds whose hosts refused connections since the last report. */
    let refused = [];
    return {
      tenantIds,
      close,
      sql: async (text, values) => (await database.query(text, values)).rows,
      startWorker: async () => {
        const child = start('worker', env);
        await ready(child);
        child.on('message', ({ refused: number }) => {
          if (number !== undefined) refused.push(number);
        });
        return {
          peakMegabytes: () => peakMegabytes(child.pid),
          kill: () => kill(child),
          /** Queues the feeds of tenants, as `palier feeds sync` does. */
          sync: async (ids) => {
            const queued = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
            child.send({ sync: ids });
            await queued;
          },
        };
      },
      /** What the servers saw since the last report. */
      report: async () => {
        const told = once(web, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
        web.send('report');
        const [counts] = await told;
        for (const number of refused) counts.requests[number] = (counts.requests[number] ?? 0) + 1;
        refused = [];
        return counts;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Resolves with the first message of a program, which says that it is ready. */
async function ready(child) {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`A program of the drill ended with ${code} before it was ready.`);
  });
  // Its end later is no fault.
  exited.catch(() => {});
  const [message] = await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(START_MS) }), exited]);
  return message;
}

async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** The most memory that a process has had resident, in megabytes. */
function peakMegabytes(pid) {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return (Number(kibibytes) * 1024) / 1_000_000;
}
