import { type AnyStatement, nodesOf, type Plan } from './plan.js';

/**
 * What is wrong with a statement's plan; empty when nothing is. `big` are the tables that grow,
 * `parents` the indexes of partitioned tables by those of their partitions.
 */
export function faultsOf(
  statement: AnyStatement,
  plan: Plan,
  big: ReadonlySet<string>,
  parents: ReadonlyMap<string, string>,
): string[] {
  const nodes = nodesOf(plan);
  const { index } = statement;
  const used = nodes.flatMap((node) => node['Index Name'] ?? []).map((name) => parents.get(name) ?? name);
  // Of a few rows PostgreSQL rightly reads all.
  if (nodes.every((node) => !node['Relation Name'] || !big.has(node['Relation Name']))) return [];
  return [
    ...scans(plan)
      .filter((table) => big.has(table))
      .map((table) => `reads the whole of ${table}`),
    ...(index && nodes.some((node) => /^(Incremental )?Sort$/.test(node['Node Type']))
      ? [`sorts what ${index} should give in order`]
      : []),
    ...(index && !used.includes(index) ? [`does not use ${index}`] : []),
  ].map((fault) => `${statement.name} ${fault}`);
}

/** The tables read from end to end; one without a filter under a LIMIT stops when it has enough. */
function scans(node: Plan, limited = false): string[] {
  const whole = node['Node Type'] === 'Seq Scan' && !(limited && !node.Filter);
  const below = node['Node Type'] === 'Limit';
  return [
    ...(whole && node['Relation Name'] ? [node['Relation Name']] : []),
    ...(node.Plans ?? []).flatMap((child) => scans(child, below)),
  ];
}
