import type { Diagnosis } from './diagnosis.js';

/** Each connection is an open file: with a lower limit, clients are refused under load. */
const ENOUGH = 4096;

interface Report {
  userLimits?: { open_files?: { soft: number | 'unlimited' } };
}

/** Checks how many files and connections a process started from here may have open. */
export async function checkOpenFiles(): Promise<Diagnosis[]> {
  const name = 'open-files';
  const { userLimits }: Report = process.report.getReport();
  const limit = userLimits?.open_files?.soft;
  // Windows has no such limit to report.
  if (limit === undefined || limit === 'unlimited') {
    return [{ name, state: 'fine', summary: 'Open files are not limited.' }];
  }
  const enough = limit >= ENOUGH;
  return [
    {
      name,
      state: enough ? 'fine' : 'warning',
      summary: `A process may have ${limit} files and connections open.`,
      ...(!enough && {
        remedy: `Raise it to ${ENOUGH} or more: "ulimit -n", or LimitNOFILE of the service.`,
      }),
    },
  ];
}
