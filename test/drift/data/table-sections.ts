import type { TableDeclaration, TenantTable } from '#platform/database';

type Tables = ReadonlyMap<string, TableDeclaration>;
type Person = NonNullable<TenantTable['persons']>[number];

/** The tables that name persons, with a link to the section of each. */
export function tablesWithPersons(tables: Tables): string {
  const rows = [...tables].flatMap(([table, declaration]) =>
    personsOf(declaration).map(
      (person) => `| [${table}](#${table.replace('.', '')}) | ${whoIs(person)} | ${effectOf(person)} |`,
    ),
  );
  return `## Where persons are\n\n| table | person | an erasure |\n|---|---|---|\n${rows.sort().join('\n')}\n`;
}

/**
 * A section for each schema, contexts first, and in it one for each table. Tables of the same declaration share one.
 *
 * @param reasons why each unscoped access may run
 */
export function tableSections(tables: Tables, reasons: Readonly<Record<string, string>>): string {
  const schemas = Map.groupBy(tables, ([table]) => table.slice(0, table.indexOf('.')));
  const last = ['platform', 'bullmq'];
  const order = [...schemas.keys()].sort((a, b) => last.indexOf(a) - last.indexOf(b) || a.localeCompare(b));
  return order
    .map((schema) => {
      const alike = Map.groupBy(schemas.get(schema) ?? [], ([, declaration]) => JSON.stringify(declaration));
      const sections = [...alike.values()].map((group) => section(group, reasons));
      const title = last.includes(schema) ? `The schema ${schema}` : `The context ${schema}`;
      // BullMQ makes its tables itself.
      const page =
        schema === 'bullmq'
          ? ''
          : `\nIts tables, indexes, policies and rights: [schema/${schema}.sql](schema/${schema}.sql).\n`;
      return `## ${title}\n${page}${sections.join('')}`;
    })
    .join('\n');
}

function section(alike: readonly (readonly [string, TableDeclaration])[], reasons: Readonly<Record<string, string>>) {
  const [[first, declaration]] = alike as [readonly [string, TableDeclaration]];
  const others = alike.length > 1 ? ` and ${alike.length - 1} more` : '';
  const facts = [
    ...(others ? [`**Tables**: ${alike.map(([table]) => code(table)).join(', ')}`] : []),
    `**Rows**: ${whoseRows(declaration, reasons)}`,
    ...personsOf(declaration).map(
      (person) => `**Person**: ${whoIs(person)}. Erasure: ${effectOf(person)}. Export: ${exportOf(person)}`,
    ),
    ...otherIds(declaration),
    ...sealedBy(declaration),
    `**Retention**: ${retentionOf(declaration)}`,
    ...(declaration.kind === 'shared'
      ? []
      : [`**Archive**: ${archiveOf(declaration)}`, `**Purge**: ${purgeOf(declaration)}`]),
  ];
  return `\n### ${code(first)}${others}\n\n${declaration.holds}\n\n${facts.map((fact) => `- ${fact}\n`).join('')}`;
}

function whoseRows(declaration: TableDeclaration, reasons: Readonly<Record<string, string>>): string {
  if (declaration.kind !== 'shared') return rowsOfTenant[declaration.kind];
  const { through } = declaration;
  if (through === 'migrations') return 'of no tenant; only migrations write them';
  if (through === 'functions') return 'of no tenant; only functions of the owner reach them';
  return `of no tenant; accessed as ${code(through)}: ${reasons[through]}`;
}

const rowsOfTenant: Record<TenantTable['kind'], string> = {
  tenant: 'of one tenant',
  person: 'of one tenant, shown to their person alone',
  search: 'of one tenant; searched through functions of the owner',
};

function personsOf(declaration: TableDeclaration): readonly Person[] {
  return declaration.kind === 'shared' ? [] : (declaration.persons ?? []);
}

const kinds = { user: 'a user', email: 'an e-mail address', subject: 'a subject with or without an account' };

function whoIs(person: Person): string {
  return 'column' in person
    ? `${kinds[person.is]}, in ${code(person.column)}`
    : `the persons of ${code(person.through)}`;
}

function effectOf(person: Person): string {
  const { erasure } = person;
  const column = 'column' in person ? code(person.column) : 'its person';
  if (erasure === 'delete') return 'deletes the row';
  if (erasure === 'detach') return `sets ${column} to null; the row stays`;
  if (erasure === 'pseudonym') return `replaces ${column} by an id that is nobody’s; the row stays`;
  if ('keep' in erasure) return `changes nothing: ${erasure.keep}`;
  return `overwrites ${codes(Object.keys(erasure.anonymise))}; the row stays`;
}

function exportOf({ exports }: Person): string {
  return typeof exports === 'string' ? `nothing: ${exports}` : codes(exports);
}

function otherIds({ uuids = {} }: TableDeclaration): string[] {
  const ids = Object.entries(uuids).map(([column, identifies]) => `${code(column)}, ${identifies}`);
  return ids.length > 0 ? [`**Other ids**: ${ids.join('; ')}`] : [];
}

function sealedBy(declaration: TableDeclaration): string[] {
  const sealed = declaration.kind === 'shared' ? [] : Object.keys(declaration.sealed ?? {});
  return sealed.length > 0 ? [`**Sealed**: ${codes(sealed)}`] : [];
}

function retentionOf(declaration: TableDeclaration): string {
  const { retention } = declaration;
  if (retention) {
    const { column, after, quota, shortest, except } = retention;
    const time = after === '0' ? `once ${code(column)} has passed` : `${after} after ${code(column)}`;
    const plan = quota ? `, or sooner by ${code(quota)} of the plan` : '';
    const choice = shortest ? `; a tenant may choose ${shortest} or more` : '';
    return `deleted ${time}${plan}${choice}${except ? `, except where ${code(except)}` : ''}`;
  }
  if (declaration.kind === 'shared' || !declaration.partitions) return 'none';
  const { by, keep, heldBy } = declaration.partitions;
  const span = `${declaration.partitions.span}${by ? ` of ${code(by)}` : ''}`;
  if (!keep) return `none; one partition a ${span}, never dropped`;
  return `the partition of a ${span} is dropped once all its rows are older than ${keep}${heldBy ? ' and none is needed' : ''}`;
}

function archiveOf({ archive = {} }: TenantTable): string {
  const { notExported, notImported, notCopied } = archive;
  if (notExported) return `not exported: ${notExported}`;
  if (notImported) return `exported, not imported: ${notImported}`;
  return notCopied ? `exported and imported, but not into a copy: ${notCopied}` : 'exported and imported';
}

function purgeOf({ kept }: TenantTable): string {
  return kept ? `kept: ${kept}` : 'deleted';
}

function code(text: string): string {
  return `\`${text}\``;
}

function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}
