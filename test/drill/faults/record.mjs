// The rows of the table of docs/operations.md: what breaks, what fails meanwhile, for how long, and what was lost.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'faults.json');

/**
 * @typedef {object} Row what is left out was not measured, but for `fails`
 * @property {string} breaks
 * @property {number} [runs] that the row sums up; 1 where it is left out
 * @property {string} [fails] what fails meanwhile; nothing where it is left out
 * @property {number | null} [failsSeconds] from the first failure to the last
 * @property {number | null} [recoverySeconds] from the end of the fault until all is as before
 * @property {number | null} [lost] of what was acknowledged
 * @property {number | null} [twice] what was done twice
 * @property {string} [drill] with its options; by default the name of this program
 */

/** Writes a row into docs/faults.json, in place of the former one of the same fault, where DRILL_RECORD asks for it. @param {Row} row */
export function report({ drill = basename(process.argv[1], '.mjs'), breaks, runs = 1, fails = 'nothing', ...row }) {
  if (process.env.DRILL_RECORD !== '1') return;
  const rows = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const { failsSeconds = null, recoverySeconds = null, lost = null, twice = null } = row;
  const times = { failsSeconds: rounded(failsSeconds), recoverySeconds: rounded(recoverySeconds) };
  const made = { breaks, runs, fails, ...times, lost, twice, drill };
  const former = rows.findIndex((each) => each.drill === drill && each.breaks === breaks);
  if (former < 0) rows.push(made);
  else rows[former] = made;
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}

/** Seconds for a reader: one digit after the point. */
export const rounded = (seconds) => (seconds === null ? null : Math.round(seconds * 10) / 10);
