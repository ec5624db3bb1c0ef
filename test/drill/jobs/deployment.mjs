// A database with processes of the product: one that adds jobs, and workers that can be killed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded } from '../../../dist/libs/platform/database/index.js';
import { Jobs } from '../../../dist/libs/platform/jobs/index.js';
import { migrations } from '../../../dist/migrations/index.js';
import { mark, marksTable } from './marks.mjs';

/** @param {string | undefined} redisUrl of the queues; without it they are in PostgreSQL */
export async function openDeployment(redisUrl) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-drill-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  await migrate(server.urls.owner, migrations);
  const owner = new pg.Client({ connectionString: server.urls.owner });
  await owner.connect();
  await owner.query(marksTable);
  const env = { DATABASE_URL: server.urls.app, LOG_LEVEL: 'fatal', METRICS_PORT: '0' };
  if (redisUrl) env.REDIS_URL = redisUrl;
  const app = await NestFactory.createApplicationContext(CliModule.with(readSettings(env)), { logger: false });
  const tenantId = uuidv7();
  const workers = new Set();

  const seen = async () => {
    const { rows } = await owner.query(
      'select (select count(*) from drill.marks)::int as marks, (select count(*) from drill.runs)::int as runs',
    );
    return rows[0];
  };
  return {
    seen,
    /** Adds that many jobs in one transaction; returns their ids after the commit. */
    add: (count) =>
      app
        .get(Database)
        .transaction({ tenantId }, (tx) =>
          Promise.all(Array.from({ length: count }, () => app.get(Jobs).add(tx, mark, { tenantId }))),
        ),
    /** Resolves when there are that many marks; at the time limit with their number. */
    marks: async (count, withinMs) => {
      for (const deadline = Date.now() + withinMs; ; await pause(20)) {
        const { marks } = await seen();
        if (marks >= count || Date.now() > deadline) return marks;
      }
    },
    /** The ids without a mark. */
    missing: async (ids) => {
      const { rows } = await owner.query(
        'select count(*)::int as count from unnest($1::uuid[]) as wanted (id) left join drill.marks using (id) where marks.id is null',
        [ids],
      );
      return rows[0].count;
    },
    startWorker: async () => {
      const child = fork(join(import.meta.dirname, 'worker.mjs'), { env: { ...process.env, ...env } });
      workers.add(child);
      await once(child, 'message');
      return {
        kill: async (signal) => {
          const exited = once(child, 'exit');
          child.kill(signal);
          workers.delete(child);
          return (await exited)[0];
        },
      };
    },
    close: async () => {
      for (const child of workers) child.kill('SIGKILL');
      await app.close();
      await owner.end();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
