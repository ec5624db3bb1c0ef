import pg from 'pg';
import { samples } from '../../support/samples.js';
import type { CheckedStatement } from '../../support/statements.js';
import { executionOf, type Plan } from './plan.js';

/** A plan of a statement inside another one. */
export interface NestedPlan {
  /** The name of the function, without its schema; a foreign key's own check has none. */
  readonly inside: string;
  readonly plan: Plan;
}

/** How often a statement runs: after five times PostgreSQL may switch to a generic plan. */
const executions = 7;

/**
 * Opens a session in which PostgreSQL reports every plan that it runs, and which then has the
 * application's role. EXPLAIN shows a function call as one node, and triggers not at all.
 *
 * @param adminUrl the superuser's: no other role may load auto_explain
 */
export async function tellingSession(adminUrl: string, role: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`load 'auto_explain';
    set auto_explain.log_min_duration = 0;
    set auto_explain.log_nested_statements = on;
    set auto_explain.log_format = json;
    set auto_explain.log_level = notice;
    set role ${role}`);
  return client;
}

/** Runs a statement and rolls it back, several times, and returns every plan inside it. */
export async function nestedPlansOf(
  client: pg.Client,
  tenantId: string,
  statement: CheckedStatement,
  values: readonly unknown[],
): Promise<NestedPlan[]> {
  const plans: NestedPlan[] = [];
  const note = ({ message = '', where }: { message?: string; where?: string }) => {
    const inside = where && (/\bfunction "?(?:\w+\.)?(\w+)/.exec(where)?.[1] ?? 'a foreign key');
    if (inside && message.startsWith('duration:'))
      plans.push({ inside, plan: JSON.parse(message.slice(message.indexOf('{'))).Plan });
  };
  await client.query('begin');
  client.on('notice', note);
  try {
    // Triggers that wait for the commit, which does not come, run at the statement.
    await client.query('set constraints all immediate');
    await client.query(`set local app.tenant_id = '${tenantId}'; set local app.user_id = '${samples.id}'`);
    await client.query(`prepare guarded as ${statement.text}`);
    for (let execution = 0; execution < executions; execution += 1) {
      await client.query('savepoint before');
      await client.query(executionOf('guarded', values));
      await client.query('rollback to before');
    }
  } catch (error) {
    throw new Error(`${statement.name} cannot run with its sample values: ${(error as Error).message}`);
  } finally {
    client.off('notice', note);
    await client.query('rollback');
    await client.query('deallocate all');
  }
  return plans;
}
