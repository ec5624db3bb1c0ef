// The stacks that faults need: nginx before two APIs, two workers, PgBouncer, PostgreSQL, and a Redis of some kind.
import '../../support/sources.mjs';
import { join } from 'node:path';
import pg from 'pg';
import { JobControl } from '../../../dist/libs/platform/jobs/index.js';
import { openReceivers } from '../checker/receivers.mjs';
import { openDeployment } from '../deployment/deployment.mjs';

const { findProgram } = await import('../../stack/server-process.ts');
const { startS3 } = await import('../../support/s3-server.ts');
const { smallDisk } = await import('../../support/small-disk.ts');

const scale = { apis: 2, workers: 2, nginx: true, pooler: true };
const programs = ['redis-server', 'pgbouncer', 'nginx'];
const DISK_MIB = 900;
/** By the name that faults give; each is started once. One has its files in a bucket, one PostgreSQL on a small disk. */
const stacks = {
  single: { options: { ...scale, redis: 'single' }, programs },
  cluster: { options: { ...scale, redis: 'cluster' }, programs: [...programs, 'versitygw'], hasBucket: true },
  disk: { options: { ...scale, redis: 'single' }, programs, hasDisk: true },
};

/** Why this machine cannot run a stack; undefined where it can. */
export function lackOf(name) {
  const missing = stacks[name].programs.filter((program) => !findProgram(program));
  if (missing.length > 0) return `as ${missing.join(' and ')} is not installed`;
  if (!stacks[name].hasDisk) return undefined;
  const disk = process.platform === 'linux' ? smallDisk(1) : undefined;
  disk?.remove();
  return disk ? undefined : 'as this account may not mount a disk';
}

/** Events and jobs that wait until they are forwarded. */
const unforwarded = 'select count(*)::int as count from platform.outbox where forwarded_at is null';

/** What was started, the last first: each part is ended, also where another fails to. */
export class Parts {
  parts = [];
  failure = undefined;

  add(end) {
    this.parts.unshift(end);
  }

  /** @throws what the first that failed threw */
  async end() {
    for (const part of this.parts.splice(0)) await part().catch((error) => (this.failure ??= error));
    if (this.failure) throw this.failure;
  }
}

/**
 * Starts a stack with proxies between the parts that are named.
 *
 * @param parts what ends it, also while it starts
 * @returns also the `receivers` and what connects as the superuser
 */
export async function openStack(name, links, parts) {
  const { options, hasBucket, hasDisk } = stacks[name];
  const receivers = await openReceivers();
  parts.add(receivers.stop);
  const bucket = hasBucket ? await startS3() : undefined;
  if (bucket) parts.add(() => bucket.stop());
  const disk = hasDisk ? smallDisk(DISK_MIB) : undefined;
  if (disk) parts.add(async () => disk.remove());
  const env = {
    MAIL_URL: receivers.mailUrl,
    MAIL_DOMAIN: 'drill.example',
    ...(bucket && { STORAGE_URL: bucket.url }),
  };
  const postgresDirectory = disk && join(disk.path, 'postgres');
  const deployment = await openDeployment({}, { ...options, links, postgresDirectory, env });
  parts.add(deployment.close);
  // One that is stopped by a fault would not let its clients go.
  parts.add(async () => deployment.pooler.thaw());
  const connectAdmin = async () => {
    const client = new pg.Client({ connectionString: deployment.urls.admin });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  /** Runs some work with a connection of the superuser of its own. */
  const asAdmin = async (work) => {
    const client = await connectAdmin();
    return work(client).finally(() => client.end());
  };
  return {
    ...deployment,
    // Of any of them, by its index.
    startApi: deployment.stack.startApi,
    startWorker: deployment.stack.startWorker,
    receivers,
    disk,
    /** Of the connections between two parts, also those to the receivers. */
    proxies: (link) => receivers.links[link] ?? deployment.links.of(link),
    connectAdmin,
    asAdmin,
    /** Whether a job runs, waits, is to be tried again, or is not in its queue yet. */
    hasWork: async () => {
      const control = deployment.get(JobControl);
      const queues = await control.queues().catch(() => [{ active: 1, waiting: 0 }]);
      if (queues.some(({ active, waiting }) => active + waiting > 0)) return true;
      const late = queues.filter(({ delayed }) => delayed > 0);
      const jobs = await Promise.all(
        late.map(({ queue }) => control.list({ queue, state: 'delayed', offset: 0, limit: 100 })),
      );
      // Those of schedules have had no try.
      if (jobs.flat().some(({ tries }) => tries > 0)) return true;
      return asAdmin(async (admin) => (await admin.query(unforwarded)).rows[0].count > 0);
    },
  };
}
