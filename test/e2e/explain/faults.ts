import type { CheckedStatement } from '../../support/statements.js';
import type { Catalogue } from './catalogue.js';
import { nodesOf, type Plan } from './plan.js';

/** Whether a plan reads or writes a growing table. */
export function reaches(plan: Plan, { big, wholes }: Pick<Catalogue, 'big' | 'wholes'>): boolean {
  return nodesOf(plan).some(({ 'Relation Name': name = '' }) => big.has(name) || wholes.has(name));
}

/**
 * What is wrong with a statement's plan; empty when nothing is.
 *
 * @param whole a table that it may read from end to end
 */
export function faultsOf(
  { name, index }: CheckedStatement,
  plan: Plan,
  catalogue: Pick<Catalogue, 'big' | 'wholes' | 'parents' | 'hashed'>,
  whole?: string,
): string[] {
  const { big, parents, hashed } = catalogue;
  const nodes = nodesOf(plan);
  const used = nodes.flatMap((node) => node['Index Name'] ?? []).map((each) => parents.get(each) ?? each);
  // PostgreSQL rightly reads a few rows sequentially.
  if (!reaches(plan, catalogue)) return [];
  return [
    ...severalParts(nodes, hashed).map((whole) => `reads several partitions of ${whole}`),
    ...scans(plan)
      .filter((table) => big.has(table) && table !== whole)
      .map((table) => `reads the whole of ${table}`),
    ...(index && nodes.some((node) => /^(Incremental )?Sort$/.test(node['Node Type']))
      ? [`sorts what ${index} should give in order`]
      : []),
    ...(index && !used.includes(index) ? [`does not use ${index}`] : []),
  ].map((fault) => `${name} ${fault}`);
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

/** The tables partitioned by hash of which more than one partition is read: the rows of one person are in one. */
function severalParts(nodes: readonly Plan[], hashed: ReadonlyMap<string, string>): string[] {
  const read = nodes
    .filter((node) => node['Node Type'].endsWith('Scan'))
    .flatMap((node) => node['Relation Name'] ?? []);
  const wholes = [...new Set(read)].flatMap((leaf) => hashed.get(leaf) ?? []);
  return [...new Set(wholes.filter((whole, i) => wholes.indexOf(whole) !== i))];
}
