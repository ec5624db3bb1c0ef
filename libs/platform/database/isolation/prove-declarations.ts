import type { Client } from 'pg';
import type { PersonOfRow, TableDeclaration } from '../catalogue/table-declaration.js';
import { type DeclaredTable, selectDeclarations } from './declarations.sql.js';
import { type Finding, finding, holdsWithout } from './finding.js';

/** Checks that each table is declared, wholly, and has the indexes that its declaration needs. */
export async function proveDeclarations(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<DeclaredTable>(selectDeclarations);
  return rows.flatMap((row) => (row.declaration ? declared(row, row.declaration) : [undeclared(row)]));
}

function undeclared({ table }: DeclaredTable): Finding {
  return finding(table, 'is declared with declareTable', false, 'it is in no declaration: purges and erasures miss it');
}

function declared(row: DeclaredTable, declaration: TableDeclaration): Finding[] {
  const { table, tenantOwned, foreignKeys, position } = row;
  const { uuids = {}, retention, waits = {} } = declaration;
  const ofTenant = declaration.kind === 'shared' ? undefined : declaration;
  const persons = ofTenant?.persons ?? [];
  const clearedFirst = ofTenant?.clearedFirst ?? [];
  const ofBlobs = Object.entries(ofTenant?.blobs ?? {}).flatMap(([digest, bytes]) => [
    digest,
    ...(bytes ? [bytes] : []),
  ]);
  const ofPersons = [...persons.flatMap(columnsOf), ...persons.flatMap(exported)];
  const ofSeals = Object.entries(ofTenant?.sealed ?? {}).flatMap(([column, context]) => [
    column,
    ...[...context.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  ]);
  const ofPartitions = ofTenant?.partitions?.by ? [ofTenant.partitions.by] : [];
  const { keys = [], notArchived = [] } = ofTenant ?? {};
  const named = [
    ...[...Object.keys(uuids), ...ofPersons, ...clearedFirst, ...ofBlobs, ...ofSeals, ...ofPartitions],
    ...[...keys, ...notArchived, ...Object.keys(waits)],
  ];
  const unknown = [...named, ...(retention ? [retention.column] : [])].filter((name) => !row.columns.includes(name));
  const unnamed = row.uuidColumns.filter(
    (column) => !(column in uuids || persons.some((p) => columnsOf(p).includes(column))),
  );
  const unindexed = foreignKeys.filter(({ columns }) => !row.indexes.some((index) => covers(index.columns, columns)));
  const backward = foreignKeys.filter(
    (key) => !key.columns.some((column) => clearedFirst.includes(column)) && !(key.position < position),
  );
  const unserved = persons.filter(
    (person) => 'column' in person && !keeps(person) && !leads(row, ['tenant_id', person.column]),
  );
  const cleared = [
    ...clearedFirst,
    ...notArchived,
    ...persons.filter(({ erasure }) => erasure === 'detach').flatMap(columnsOf),
  ];
  const stuck = cleared.filter((column) => row.notNullColumns.includes(column));
  const unguarded = persons.filter(
    (person) =>
      'column' in person &&
      person.is === 'user' &&
      !keeps(person) &&
      row.erasureGuards.filter((name) => name === `erased_${person.column}`).length !== 2,
  );
  const parents = persons.flatMap((person) => ('through' in person ? [person.through] : []));
  const unled = parents.filter((parent) => foreignKeys.filter(({ target }) => target === parent).length !== 1);
  const blobs = Object.keys(ofTenant?.blobs ?? {});
  const unfound = blobs.filter((digest) => !leads(row, ['tenant_id', digest]));
  const unreleased = blobs.filter((digest) => !row.blobReleases.includes(`release_${digest}`));
  const { by, keep } = ofTenant?.partitions ?? {};
  // The drop of partitions deletes the rows.
  const dropped = retention && by === retention.column && keep === retention.after;
  const late = retention && !dropped && !row.indexes.some(({ columns }) => columns[0] === retention.column);
  const ofTenants = retention?.shortest ?? retention?.quota;
  const chosenLate = retention && ofTenants && !leads(row, ['tenant_id', retention.column]);
  const isExported = persons.some((person) => exported(person).length > 0);
  return [
    finding(table, 'is declared with declareTable', true),
    finding(table, 'says what its rows are in exports of persons', !isExported || ofTenant?.inExports !== undefined),
    finding(table, 'is declared as it is: with a tenant, or shared', tenantOwned === (ofTenant !== undefined)),
    holdsWithout(table, 'declares only columns that it has', unknown),
    holdsWithout(table, 'declares what each uuid column identifies', unnamed),
    holdsWithout(
      table,
      'has an index for each foreign key',
      unindexed.map(({ columns }) => `(${columns})`),
    ),
    holdsWithout(
      table,
      'refers to tables that were declared before it, or clears the reference first',
      backward.map(({ target }) => target),
    ),
    holdsWithout(table, 'has an index for each erasure', unserved.flatMap(columnsOf)),
    holdsWithout(table, 'refuses rows that name an erased person', unguarded.flatMap(columnsOf)),
    finding(table, 'has an index for its retention', !late, retention?.column),
    finding(table, 'has an index for the retention of each tenant', !chosenLate, retention?.column),
    holdsWithout(table, 'has an index for each blob that it refers to', unfound),
    holdsWithout(table, 'releases the blobs of deleted rows', unreleased),
    holdsWithout(table, 'takes a null where a purge, an erasure or a restore sets one', stuck),
    holdsWithout(table, 'has one foreign key to each table that its persons are found through', unled),
  ];
}

function exported({ exports }: PersonOfRow): readonly string[] {
  return typeof exports === 'string' ? [] : exports;
}

function columnsOf(person: PersonOfRow): string[] {
  const changed = typeof person.erasure === 'object' && 'anonymise' in person.erasure ? person.erasure.anonymise : {};
  return [...('column' in person ? [person.column] : []), ...Object.keys(changed)];
}

function keeps({ erasure }: PersonOfRow): boolean {
  return typeof erasure === 'object' && 'keep' in erasure;
}

function leads({ indexes }: DeclaredTable, wanted: readonly string[]): boolean {
  return indexes.some(({ columns, partial }) => !partial && wanted.every((column, i) => columns[i] === column));
}

/** Whether the first columns of an index are these, in any order. */
function covers(index: readonly string[], columns: readonly string[]): boolean {
  return columns.every((column) => index.slice(0, columns.length).includes(column));
}
