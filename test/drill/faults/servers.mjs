// Faults of whole processes and servers.
import '../../support/sources.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const { reserveLog } = await import('../../support/small-disk.ts');

/** Milliseconds after a burst of work, at most: by then some of it is under way. */
const MOST_AFTER_BURST = 400;

export const serverFaults = [
  {
    name: 'postgres-killed',
    breaks: 'PostgreSQL is killed with -9, and started again after 4 s',
    stack: 'single',
    bounds: { browsing: true, recoverySeconds: 10 },
    begin: async ({ postgres }) => {
      await postgres.kill();
      return () => postgres.start();
    },
  },
  {
    name: 'pooler-killed',
    breaks: 'PgBouncer is killed with -9, and started again after 4 s',
    stack: 'single',
    bounds: { browsing: true },
    begin: async ({ pooler }) => {
      await pooler.kill();
      return () => pooler.restart();
    },
  },
  {
    name: 'pooler-frozen',
    breaks: 'PgBouncer is stopped (SIGSTOP) for 4 s',
    stack: 'single',
    bounds: { browsing: true },
    begin: async ({ pooler }) => {
      pooler.freeze();
      return () => pooler.thaw();
    },
  },
  {
    name: 'api-killed',
    breaks: 'one of two APIs behind nginx is killed with -9, and started again after 4 s',
    stack: 'single',
    begin: async ({ apis, startApi }, random) => {
      const n = random(apis.length);
      await apis[n].end('SIGKILL');
      return () => startApi(n);
    },
  },
  {
    name: 'workers-killed',
    breaks: 'all workers are killed with -9 in the middle of ZIPs, mails and webhooks, and started again after 4 s',
    stack: 'single',
    bounds: { browsing: true },
    begin: async ({ workers, startWorker }, random, checker) => {
      checker.burst();
      await pause(random(MOST_AFTER_BURST));
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
      return () => Promise.all(workers.map((_, n) => startWorker(n)));
    },
  },
  {
    name: 'redis-primary-killed',
    breaks:
      'a primary of the Redis Cluster of sessions and jobs is killed with -9, its replica takes over, and it is started again after 6 s',
    stack: 'cluster',
    bounds: { browsing: true, signInSeconds: 3 },
    lastsMs: 6000,
    begin: async ({ redises: { cluster } }, random) => {
      const primaries = await cluster.primaries();
      const victim = primaries[random(primaries.length)];
      await cluster.kill(victim);
      return async () => {
        await cluster.restart(victim);
        await cluster.healthy();
      };
    },
  },
  {
    name: 'table-locked',
    breaks: 'a migration holds an ACCESS EXCLUSIVE lock on catalog.apps for 4 s',
    stack: 'single',
    bounds: { browsing: true },
    begin: async ({ connectAdmin }) => {
      const admin = await connectAdmin();
      await admin.query('begin; lock table catalog.apps in access exclusive mode');
      return () => admin.end();
    },
  },
  {
    name: 'disk-full',
    breaks: 'the disk of PostgreSQL is full for 4 s',
    stack: 'disk',
    bounds: { browsing: true },
    begin: async ({ disk, urls }) => {
      // Without space for its log PostgreSQL ends, which is another fault.
      await reserveLog(urls.admin, 8);
      disk.fill();
      return () => disk.clear();
    },
  },
];
