import type { CutoverReport, CutoverStep } from '#platform/climb';
import { grouped } from '../output.js';

const steps: Record<CutoverStep, string> = {
  copy: 'Copying all rows; reads and writes are served.',
  'catch-up': 'Copying what was written meanwhile, and comparing both sides.',
  drain: 'Workers finish their running jobs; new jobs wait.',
  freeze: 'From now on writes are refused (503 writes_paused); reads are served.',
  carry: 'Copying the last changes.',
  jobs: 'Moving the waiting jobs.',
};

/** What `palier climb` prints. */
export const climbTexts = {
  steps,
  plan: (from: string, to: string, jobs: string) => `The deployment moves from ${from} to ${to}, its jobs to ${jobs}.`,
  inDatabase: 'the same database',
  report: (report: CutoverReport) =>
    `${grouped(report.rows)} rows of ${report.tables} tables are the same on both sides, ${grouped(report.jobs)} jobs are in the new queues; ${grouped(report.carried)} of the rows were written during the copy.`,
  refused: (report: CutoverReport) =>
    `Writes have been refused for ${seconds(report.refusedMs)} s, and are refused until the new deployment serves; jobs were paused ${seconds(report.drainedMs)} s before that.`,
  sessions: (sessions: number) => `${grouped(sessions)} sessions are in the new Redis: users stay signed in.`,
  next: (file: string, lines: string, dataDir: string) =>
    `Stop this server, then start Palier with the settings in ${file}:\n${lines}\nEvery process of the new deployment also needs the master key of this one, as PALIER_MASTER_KEY: here it is that setting or, without it, the first line of master.key in ${dataDir}. Without it no token that was issued here is accepted.\nThe old data stays unchanged and accepts no writes. "palier climb --back" returns to it as long as nothing was written to the new database, "palier climb --finish" prints how to remove it.`,
  files: (place: string) =>
    `The files stay in ${place}: every process of the new deployment needs it too, under the same PALIER_DATA_DIR or STORAGE_URL.`,
  soloNext: (former: string) =>
    `Stop the former servers, then start Palier without DATABASE_URL and REDIS_URL. The former embedded database is retained as ${former}; "palier restore --forget" drops it.`,
  back: (target: string) => `The deployment stays here and accepts writes again; the data at ${target} can be dropped.`,
  finishEmbedded: (path: string) =>
    `The old data is in ${path}: "palier climb --finish --yes", with the server stopped, removes it for good. The file climb.env beside it is not removed.`,
  finishOwn: (name: string) => `The old data is the database ${name}: drop it when you like.`,
  removed: (path: string) => `${path} is removed.`,
};

function seconds(ms: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat('en', digits).format(ms / 1000);
}
