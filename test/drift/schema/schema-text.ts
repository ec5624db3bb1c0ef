import { asWritten } from './as-written.js';
import { policiesOf, triggersOf } from './standard.js';

/** Rows of PostgreSQL's catalogue: see `catalogue.sql.mjs`. */
export interface Facts {
  readonly schemas: readonly Row[];
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly constraints: readonly Row[];
  readonly indexes: readonly Row[];
  readonly policies: readonly Row[];
  readonly triggers: readonly Row[];
  readonly sequences: readonly Row[];
  readonly views: readonly Row[];
  readonly functions: readonly Row[];
}
// biome-ignore lint/suspicious/noExplicitAny: what is in a row depends on its query.
export type Row = Readonly<Record<string, any>>;
interface Grant {
  readonly role: string;
  readonly rights: readonly string[];
}

/** The page of a schema: its tables with all that belongs to them, and what its functions take and return. */
export function schemaText(schema: string, facts: Facts, homes: ReadonlyMap<string, string>): string {
  const here = (rows: readonly Row[]) => rows.filter((row) => row.schema === schema);
  const parts = [
    head(schema),
    ...here(facts.schemas).map(({ grants }) => written(grantsOf(`schema ${schema}`, grants, []))),
    ...here(facts.tables).map((table) => tableText(table, facts)),
    ...here(facts.sequences).map((sequence) => sequenceText(sequence)),
    ...here(facts.views).map(({ name, text }) => `create view ${schema}.${name} as\n${asWritten(text)}\n`),
    ...here(facts.functions).map((made) => functionText(made, homes)),
  ];
  return parts.join('\n');
}

const head = (
  schema: string,
) => `-- The schema ${schema} as all migrations and functions leave it: made from PostgreSQL's catalogue by \`npm run docs\`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by \`tenant\` (rows of the tenant in force)
-- and \`backup\` (all rows, to read, for palier_backup); \`person\` (rows of the user in force); \`erased_<column>\`, a policy and a
-- trigger that refuse rows which name an erased person; \`release_<column>\`, a trigger that releases the files of deleted rows.
`;

function tableText(table: Row, facts: Facts): string {
  const { schema, name, declaration } = table;
  const full = `${schema}.${name}`;
  const of = (rows: readonly Row[]) => rows.filter((row) => row.schema === schema && row.of === name);
  const columns = of(facts.columns);
  const lines = [
    ...columns.map(columnText),
    ...of(facts.constraints).map(({ name: called, text }) => `constraint ${called} ${asWritten(text)}`),
  ];
  const partition = table.partition ? ` partition by ${asWritten(table.partition)}` : '';
  const options = table.options ? ` with (${table.options.join(', ')})` : '';
  const statements = [
    `create ${table.unlogged ? 'unlogged ' : ''}table ${full} (\n  ${lines.join(',\n  ')}\n)${partition}${options}`,
    ...of(facts.indexes).map(({ text }) => asWritten(text)),
    ...policiesOf(full, table, of(facts.policies)),
    ...triggersOf(of(facts.triggers)),
    ...grantsOf(full, table.grants, columns),
  ];
  const holds = declaration ? `-- ${declaration.holds} (${declaration.kind})\n` : '';
  return `${holds}${written(statements)}`;
}

/** Statements a line, each with its semicolon unless it is a comment alone. */
const written = (statements: readonly string[]) =>
  statements.map((statement) => (/^--.*$/.test(statement) ? `${statement}\n` : `${statement};\n`)).join('');

function columnText({ name, type, collation, required, generated, expression }: Row): string {
  const value = expression && (generated ? ` generated always as (${expression}) stored` : ` default ${expression}`);
  return `${name} ${asWritten(type)}${collation ? ` collate "${collation}"` : ''}${required ? ' not null' : ''}${asWritten(value ?? '')}`;
}

/** Of the table and of its columns, a statement for each role; that palier_backup reads all is said in the head. */
function grantsOf(full: string, ofTable: readonly Grant[] | null, columns: readonly Row[]): string[] {
  const roles = new Map<string, string[]>();
  const add = ({ role, rights }: Grant, what: (right: string) => string) =>
    roles.set(role, [...(roles.get(role) ?? []), ...rights.map(what)]);
  for (const grant of ofTable ?? []) add(grant, (right) => right);
  const named = new Map<string, string[]>();
  for (const { name, grants } of columns)
    for (const { role, rights } of (grants ?? []) as Grant[])
      for (const right of rights) {
        const key = `${role} ${right}`;
        named.set(key, [...(named.get(key) ?? []), name]);
      }
  for (const [key, names] of named) {
    const [role = '', right = ''] = key.split(' ');
    add({ role, rights: [right] }, (it) => `${it} (${names.join(', ')})`);
  }
  return [...roles]
    .filter(([role, rights]) => !(role === 'palier_backup' && rights.join() === 'select'))
    .sort()
    .map(([role, rights]) => `grant ${rights.join(', ')} on ${full} to ${role}`);
}

function sequenceText({ schema, name, grants }: Row): string {
  const given = grantsOf(`sequence ${schema}.${name}`, grants, []).map((grant) => `\n${grant};`);
  return `create sequence ${schema}.${name};${given.join('')}\n`;
}

const volatilities: Readonly<Record<string, string>> = { i: ' immutable', s: ' stable', v: '' };

function functionText(made: Row, homes: ReadonlyMap<string, string>): string {
  const { schema, name, returns, language, volatility, definer, owner, callers } = made;
  const home = homes.get(`${schema}.${name}`);
  const rights = definer ? `, with the rights of ${owner}` : '';
  const who = callers.length > 0 ? `for ${callers.join(', ')}` : 'for its owner';
  return `-- ${home ?? 'made as it is needed'}: ${who}${rights}
function ${schema}.${name}(${asWritten(made.arguments)})
  returns ${asWritten(returns)} language ${language}${volatilities[volatility]};
`;
}
