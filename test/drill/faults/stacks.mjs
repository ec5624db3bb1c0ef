// The stacks that faults need: nginx before two APIs, two workers, PgBouncer, PostgreSQL, and a Redis of some kind.
import '../../support/sources.mjs';
import { join } from 'node:path';
import pg from 'pg';
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

/** Starts a stack with proxies between the parts that are named. @returns also the `receivers` and what connects as the superuser */
export async function openStack(name, links) {
  const { options, hasBucket, hasDisk } = stacks[name];
  const parts = [];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  let deployment;
  const connectAdmin = async () => {
    const client = new pg.Client({ connectionString: deployment.urls.admin });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  try {
    const receivers = await openReceivers();
    parts.unshift(receivers.stop);
    const bucket = hasBucket ? await startS3() : undefined;
    if (bucket) parts.unshift(() => bucket.stop());
    const disk = hasDisk ? smallDisk(DISK_MIB) : undefined;
    if (disk) parts.unshift(async () => disk.remove());
    const env = {
      MAIL_URL: receivers.mailUrl,
      MAIL_DOMAIN: 'drill.example',
      ...(bucket && { STORAGE_URL: bucket.url }),
    };
    const postgresDirectory = disk && join(disk.path, 'postgres');
    deployment = await openDeployment({}, { ...options, links, postgresDirectory, env });
    parts.unshift(() => deployment.close());
    return {
      ...deployment,
      // Of any of them, by its index.
      startApi: deployment.stack.startApi,
      startWorker: deployment.stack.startWorker,
      receivers,
      disk,
      close,
      /** Of the connections between two parts, also those to the receivers. */
      proxies: (link) => receivers.links[link] ?? deployment.links.of(link),
      connectAdmin,
      /** Runs some work with a connection of the superuser of its own. */
      asAdmin: async (work) => {
        const client = await connectAdmin();
        return work(client).finally(() => client.end());
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
