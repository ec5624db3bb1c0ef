import type { CutoverReport, CutoverStep } from '#platform/climb';

const steps: Record<CutoverStep, string> = {
  copy: 'Copying all rows; reading and writing go on.',
  'catch-up': 'Catching up with what was written meanwhile, and comparing both sides.',
  rest: 'Workers finish what they run; new jobs wait.',
  freeze: 'From now on writes are refused (503 moving); reading goes on.',
  carry: 'Carrying the last changes over.',
  jobs: 'Moving the jobs that wait.',
};

/** What `palier climb` prints. */
export const climbWords = {
  steps,
  plan: (from: string, to: string, jobs: string) => `The deployment moves from ${from} to ${to}, its jobs to ${jobs}.`,
  inDatabase: 'the same database',
  report: (report: CutoverReport) =>
    `${grouped(report.rows)} rows of ${report.tables} tables are there and the same on both sides, ${grouped(report.jobs)} jobs in the queues; ${grouped(report.carried)} rows came while the others were copied.`,
  refused: (report: CutoverReport) =>
    `Writes were refused for ${seconds(report.refusedMs)} s up to now, and are until the new deployment serves; jobs rested ${seconds(report.restedMs)} s before.`,
  next: (file: string, lines: string) =>
    `Stop this server, then start Palier with what ${file} holds:\n${lines}\nThe old data stays as it is, and takes no writes. "palier climb --back" returns to it as long as nothing was written on the new side, "palier climb --finish" ends its keeping.`,
  soloNext: (former: string) =>
    `Stop the former servers, then start Palier without DATABASE_URL and REDIS_URL. What the embedded database held before is kept as ${former}; "palier restore --forget" drops it.`,
  back: (target: string) => `The deployment stays here and takes writes again; what is at ${target} can be dropped.`,
  finishEmbedded: (path: string) =>
    `The old data is in ${path}: "palier climb --finish --yes", with the server stopped, removes it for good. climb.env beside it stays.`,
  finishOwn: (name: string) => `The old data is the database ${name}: drop it when you like.`,
  removed: (path: string) => `${path} is removed.`,
};

function grouped(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

function seconds(ms: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat('en', digits).format(ms / 1000);
}
