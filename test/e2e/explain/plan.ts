import pg from 'pg';
import { samples } from '../../support/samples.js';
import type { CheckedStatement } from '../../support/statements.js';

/** A node of EXPLAIN's tree. */
export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Filter?: string;
  Plans?: Plan[];
}

/**
 * The plans that a connection uses: that of the first execution, made for its values, and that of the
 * seventh, when PostgreSQL may have switched to a generic plan. The client must be the
 * application's role with a tenant in force.
 */
export async function plansOf(
  client: pg.Client,
  statement: CheckedStatement,
  values: readonly unknown[],
): Promise<Plan[]> {
  const execute = executionOf('guarded', values);
  await client.query(`prepare guarded as ${statement.text}`);
  try {
    const plans: Plan[] = [];
    for (let execution = 1; execution <= 7; execution += 1) {
      const { rows } = await client.query(`explain (format json) ${execute}`);
      plans.push(rows[0]['QUERY PLAN'][0].Plan);
    }
    return [plans[0] as Plan, plans[6] as Plan];
  } finally {
    await client.query('deallocate guarded');
  }
}

/** The nodes of a plan, from the top. */
export function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The values with which a statement is explained as this tenant; undefined where its line lacks them. */
export function valuesOf({ text, sample }: CheckedStatement, tenantId: string): readonly unknown[] | undefined {
  const values = sample ?? (/\$1\b/.test(text) ? undefined : []);
  return values?.map((value) => (value === samples.tenantInForce ? tenantId : value));
}

/** The command that runs a prepared statement. */
export function executionOf(prepared: string, values: readonly unknown[]): string {
  return `execute ${prepared}${values.length ? `(${values.map(literal).join(', ')})` : ''}`;
}

function literal(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((item) => JSON.stringify(textOf(item))).join(',')}}`);
  return pg.escapeLiteral(String(textOf(value)));
}

function textOf(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return value instanceof Date ? value.toISOString() : value;
}
