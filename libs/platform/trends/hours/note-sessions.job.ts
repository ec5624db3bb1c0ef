import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { noteSessions } from './hours.sql.js';
import { readSessions } from './read-counters.js';

/** Tried once: a later run does the same. One worker counts for all: where PostgreSQL keeps the sessions, that reads all of them. */
export const noteSessionsJob = defineJob<JobPayload>('trends.note-sessions', {
  everyMs: 5 * 60_000,
  tries: 1,
  concurrency: 1,
});

/** Notes how many sessions there are, in the row of the hour; nothing where that is not known, or not within two seconds. */
@HandlesJob(noteSessionsJob)
export class NoteSessions implements JobHandler {
  constructor(private readonly database: Database) {}

  async run(): Promise<object | undefined> {
    const sessions = await readSessions();
    if (sessions === null) return undefined;
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    await this.database.unscoped('trends.figures', (tx) => tx.run(noteSessions, hour, sessions));
    return { sessions };
  }
}
