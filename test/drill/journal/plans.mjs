// The plans of what a person's requests send, as the application's role with that person in force.
import pg from 'pg';
import { deletionsOf } from '../../../dist/libs/journal/changes/deletions.sql.js';
import { entryList, entryReads, writeEntries } from '../../../dist/libs/journal/entries/entries.sql.js';
import { lockJournal } from '../../../dist/libs/journal/journals/journals.sql.js';
import { progress } from '../../../dist/libs/journal/progress/progress.sql.js';
import { statementsOf } from '../../../dist/libs/platform/lists/index.js';

const { nodesOf, plansOf, valuesOf } = await import('../../e2e/explain/plan.ts');

/** A list without a filter, from its beginning and after an entry. */
const lists = statementsOf(entryList)
  .map(({ statement }) => statement)
  .filter(({ name }) => /\.list\.-?day\.(at|after)$/.test(name));

/**
 * Prints each plan, at the first execution and when it may have become generic.
 *
 * @returns the names of the statements that read the entries of several partitions, or the whole of one
 */
export async function faultyPlans(url, tenantId, userId) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const faulty = new Set();
  try {
    await client.query(`set app.tenant_id = '${tenantId}'; set app.user_id = '${userId}'`);
    for (const statement of [...lists, lockJournal, deletionsOf, entryReads.current, writeEntries, progress]) {
      for (const plan of await plansOf(client, statement, valuesFor(statement, tenantId, userId))) {
        const scans = nodesOf(plan).filter((node) => /^entries_\d+$/.test(node['Relation Name'] ?? ''));
        const parts = new Set(scans.map((node) => node['Relation Name']));
        const whole = scans.some((node) => node['Node Type'] === 'Seq Scan');
        const unread = parts.size === 0 && /from journal\.entries/.test(statement.text);
        if (parts.size > 1 || whole || unread) faulty.add(statement.name);
        const read = new Set(
          scans.map((node) => `${node['Node Type']} by ${node['Index Name']} of ${node['Relation Name']}`),
        );
        console.log(`  ${statement.name}: ${[plan['Node Type'], ...read].join(', ')}`);
      }
    }
  } finally {
    await client.end();
  }
  return [...faulty];
}

function valuesFor(statement, tenantId, userId) {
  const values = valuesOf(statement, tenantId);
  return statement === writeEntries || statement === lockJournal ? [tenantId, userId, values[2]] : values;
}
