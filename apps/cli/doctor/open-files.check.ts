import { connectionsFor, openFiles } from '#platform/http';
import { type Diagnosis, diagnosis, fine } from './diagnosis.js';

/** Each connection is an open file: with a lower limit, clients are refused under load. */
const ENOUGH = 4096;

/** Checks how many files and connections a process started from here may have open. */
export async function checkOpenFiles(): Promise<Diagnosis> {
  const name = 'open-files';
  const limit = openFiles();
  if (limit === Number.POSITIVE_INFINITY) return fine(name, 'Open files are not limited.');
  const enough = limit >= ENOUGH;
  return diagnosis(
    name,
    enough ? 'fine' : 'warning',
    `A process may have ${limit} files open, of which ${connectionsFor(limit)} may be connections of clients.`,
    `Raise it to ${ENOUGH} or more: "ulimit -n", or LimitNOFILE of the service.`,
  );
}
