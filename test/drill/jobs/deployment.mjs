// A database with processes of the product: one that adds jobs, and workers that can be killed.
import '../../support/sources.mjs';
import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Database } from '../../../dist/libs/platform/database/index.js';
import { Jobs } from '../../../dist/libs/platform/jobs/index.js';
import { mark, marksTable } from './marks.mjs';

const { startStack } = await import('../../stack/stack.ts');

/** @param {string | undefined} redisUrl of the queues; without it they are in PostgreSQL */
export async function openDeployment(redisUrl) {
  const redis = redisUrl ? { REDIS_URL: redisUrl } : {};
  const env = { ...redis, LOG_LEVEL: 'fatal' };
  const stack = await startStack({ apis: 0, env, workerProgram: 'test/drill/jobs/worker.mjs' });
  const owner = new pg.Client({ connectionString: stack.postgres.urls.owner });
  await owner.connect();
  await owner.query(marksTable);
  const app = await NestFactory.createApplicationContext(
    CliModule.with(readSettings({ ...stack.env, METRICS_PORT: '0' })),
    { logger: false },
  );
  const tenantId = uuidv7();

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
    startWorker: () => stack.startWorker(stack.workers.length),
    close: async () => {
      await app.close();
      await owner.end();
      await stack.stop();
    },
  };
}
