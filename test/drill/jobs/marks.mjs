// A job whose only effect is a row with its own id, so that lost and repeated effects can be counted.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import pg from 'pg';
import { defineJob, HandlesJob } from '../../../dist/libs/platform/jobs/index.js';

export const mark = defineJob('drill.mark', { tries: 5, backoffMs: 200, concurrency: 10 });

/** The tables, created by the owner: one for each run of a job, one for its effect. */
export const marksTable = `
  create schema if not exists drill;
  create table if not exists drill.marks (id uuid primary key);
  create table if not exists drill.runs (id uuid not null);
  grant usage on schema drill to palier_app;
  grant select, insert on drill.marks, drill.runs to palier_app;
  truncate drill.marks, drill.runs`;

/** Milliseconds of a job: long enough for a crash to interrupt some. */
const WORK_MS = 20;

class Marks {
  pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

  async run(_payload, { id }) {
    await this.pool.query('insert into drill.runs values ($1)', [id]);
    await pause(WORK_MS);
    await this.pool.query('insert into drill.marks values ($1) on conflict do nothing', [id]);
  }
}
HandlesJob(mark)(Marks);

/** The module for a worker process. */
export class MarksModule {}
Module({ providers: [Marks] })(MarksModule);
