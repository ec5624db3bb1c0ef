interface Report {
  userLimits?: { open_files?: { soft: number | 'unlimited' } };
}

/**
 * How many files and connections this process may have open: `ulimit -n`, which Node raises to the hard limit when it starts.
 *
 * @returns Infinity without a limit, and on Windows, which has none to tell
 */
export function openFiles(): number {
  const { userLimits }: Report = process.report.getReport();
  const limit = userLimits?.open_files?.soft;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}

/** How many connections of clients so many open files allow: nine tenths, the rest is for servers, downloads and uploads. */
export function connectionsFor(files: number): number {
  return Math.floor(files * 0.9);
}
