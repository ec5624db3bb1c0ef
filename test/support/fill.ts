import { globSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** A tenant, and how much its tables are filled. */
export interface SizedTenant {
  readonly id: string;
  /** How many rows its largest tables get. */
  readonly rows: number;
  /** How much of the rest it gets, 0 to 1. */
  readonly share: number;
}

/**
 * SQL that fills the tables of one noun, run by their owner: each `*.fill.ts` exports one as `fill`. The EXPLAIN guard
 * fills every table with thousands of rows, and the lists of the API are asked for the rows of one tenant.
 */
export interface Fill {
  /** Whose rows are read here, so that they are made before. */
  readonly after?: Fill;
  /** For rows of no tenant, and others that are needed once. The largest tenant is in force. */
  readonly once?: readonly string[];
  /** For the rows of a tenant, which is in force. */
  readonly ofTenant?: (tenant: SizedTenant) => readonly string[];
  /** For the rows of a person, who then reads them; the tenant is in force. */
  readonly ofPerson?: (person: { readonly tenantId: string; readonly userId: string }) => readonly string[];
  /** In PL/pgSQL, for the few rows that each of thousands of tenants has; the variable `tenant` is the one in force. */
  readonly ofEachTenant?: readonly string[];
  /** The tables that stay small for any number of tenants and users, and why. */
  readonly small?: Readonly<Record<string, string>>;
}

/** The one of the filled tenants that is being purged. */
export const purgingTenant = '018f0000-0000-7000-8000-000000000004';

/** The fills of all nouns, each after the one whose rows it reads. */
export function declaredFills(): readonly Fill[] {
  const root = join(__dirname, '..', '..');
  const found = globSync('test/rows/**/*.fill.ts', { cwd: root }).map((file): Fill => require(join(root, file)).fill);
  return [...new Set(found.flatMap(chainTo))];
}

/** Makes the rows of a tenant. Row level security applies to the owner too, so the tenant is put in force. */
export async function fillTenant(owner: pg.Client, tenant: SizedTenant): Promise<void> {
  await owner.query(`set app.tenant_id = '${tenant.id}'`);
  for (const sql of declaredFills().flatMap(({ ofTenant }) => ofTenant?.(tenant) ?? [])) await owner.query(sql);
}

/** Makes the rows of a person. */
export async function fillPerson(owner: pg.Client, person: { tenantId: string; userId: string }): Promise<void> {
  await owner.query(`set app.tenant_id = '${person.tenantId}'`);
  for (const sql of declaredFills().flatMap(({ ofPerson }) => ofPerson?.(person) ?? [])) await owner.query(sql);
}

const chainTo = (fill: Fill): Fill[] => [...(fill.after ? chainTo(fill.after) : []), fill];
