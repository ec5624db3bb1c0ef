interface Report {
  userLimits?: { open_files?: { soft: number | 'unlimited' } };
}

/**
 * How many files and connections this process may have open: `ulimit -n`, which Node raises to the hard limit when it starts.
 *
 * @returns Infinity without a limit, and on Windows, which has none to tell
 */
export function openFiles(): number {
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const { excludeNetwork } = report;
  // Else it asks the DNS for the name of each peer, and the process stands still until that has answered.
  report.excludeNetwork = true;
  const { userLimits }: Report = report.getReport();
  report.excludeNetwork = excludeNetwork;
  const limit = userLimits?.open_files?.soft;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}

/** How many connections of clients so many open files allow: nine tenths, the rest is for servers, downloads and uploads. */
export function connectionsFor(files: number): number {
  return Math.floor(files * 0.9);
}

/** The most connections that are refused with an answer at a time. */
const MOST_REFUSED = 200;

/** How many connections beyond these may be refused with an answer at a time: half of the rest at most, so that files are left. */
export function refusalsFor(files: number): number {
  return Math.min(MOST_REFUSED, Math.floor(files * 0.05));
}
