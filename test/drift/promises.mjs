import { existsSync, readFileSync } from 'node:fs';
import { faultsOf, promisesPage } from './promises/promises-page.ts';

export const file = 'docs/promises.md';

/** The page of promises; refuses rows that claim more than was measured. */
export function render() {
  const rows = JSON.parse(readFileSync('docs/promises.json', 'utf8'));
  const faults = faultsOf(rows, existsSync);
  if (faults.length > 0) throw new Error(`docs/promises.json:\n${faults.join('\n')}`);
  return promisesPage(rows);
}
