import { isUuid } from '#platform/ids';
import type { Table } from '../tables/table.js';

/** The one shared table with a row for each tenant. */
export const REGISTRY = 'tenants.tenants';

/** The columns that stay, by table. */
const staying: Readonly<Record<string, readonly string[]>> = {
  // What the operator of one deployment allows a tenant there, and that it is a demonstration there: no archive decides what a
  // tenant may reach in another deployment, or a copy beside the original, or that it is purged with demonstrations.
  [REGISTRY]: ['networks', 'demonstration'],
  // A link is good where its mail came from.
  'platform.erasures': ['link_hash', 'link_until'],
};

/** A table with the columns that a tenant takes along. The others have their defaults where it arrives. */
export function withLeavingColumns(table: Table): Table {
  const names = staying[table.name];
  return names ? { ...table, columns: table.columns.filter(({ name }) => !names.includes(name)) } : table;
}

/** Whether a table has rows that a tenant takes along. */
export function leavesWithTenant({ name, tenantOwned, archive }: Table): boolean {
  return name === REGISTRY || (tenantOwned && archive.notExported === undefined);
}

/**
 * Whether a deployment takes in the rows of a table. Beside the original, nothing that is secret there may open the copy,
 * least of all what was revoked since; a tenant that moves, under its own id, keeps these.
 *
 * @param copied the tenant stands beside its original
 */
export function arrivesWithTenant({ archive }: Table, copied: boolean): boolean {
  return archive.notImported === undefined && !(copied && archive.notCopied !== undefined);
}

/**
 * The rows of a table that belong to a tenant, as an SQL condition; undefined when the table is not exported.
 *
 * @param id a UUID; it becomes part of the text, because COPY takes no parameters
 */
export function rowsOfTenant(table: Table, id: string): string | undefined {
  if (!isUuid(id)) throw new Error(`${id} is not the id of a tenant.`);
  if (!leavesWithTenant(table)) return undefined;
  return table.name === REGISTRY ? `id = '${id}'` : `tenant_id = '${id}'`;
}
