import type { CopyConnection } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { Archive } from '../archive/archive.js';
import type { ArchivedTenant } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';
import { readMigrations } from '../tables/read-catalog.js';
import { REGISTRY } from './tenant-tables.js';

/** The tenant of an archive. @throws Problem `archive_of_other_kind` */
export function tenantOf({ file, manifest }: Archive): ArchivedTenant {
  if (manifest.kind === 'tenant' && manifest.tenant) return manifest.tenant;
  throw backupProblems.archive_of_other_kind({
    file,
    kind: manifest.kind,
    command: manifest.kind === 'keys' ? 'palier tenant import … --keys' : 'palier restore',
  });
}

/**
 * Refuses an archive that cannot be imported into this deployment.
 *
 * @param wanted the id and slug of the tenant in this deployment
 * @throws Problem `archive_of_other_migrations`, `tenant_slug_invalid`, `tenant_already_here`
 */
export async function requireImportable(
  connection: CopyConnection,
  { file, manifest }: Archive,
  wanted: ArchivedTenant,
): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(wanted.slug) || wanted.slug.length > 63 || wanted.slug.length < 2) {
    throw backupProblems.tenant_slug_invalid({ slug: wanted.slug });
  }
  // The platform tenant can be neither exported nor imported.
  if (wanted.id === PLATFORM_TENANT_ID) throw backupProblems.tenant_already_here({ slug: wanted.slug });
  const here = await readMigrations(connection);
  const there = manifest.migrations;
  const odd = there.find((name) => !here.includes(name)) ?? here.find((name) => !there.includes(name));
  if (odd) throw backupProblems.archive_of_other_migrations({ file, migration: odd });
  const twins = await connection.query(`SELECT FROM ${REGISTRY} WHERE id = $1 OR slug = $2`, [wanted.id, wanted.slug]);
  if (twins.length > 0) throw backupProblems.tenant_already_here({ slug: wanted.slug });
}

/**
 * Refuses to copy files of another tenant than the operator named: an archive that somebody changed may name any.
 *
 * @throws Problem `archive_of_other_original`
 */
export async function requireOriginal(connection: CopyConnection, { id }: ArchivedTenant, slug: string): Promise<void> {
  const named = await connection.query(`SELECT FROM ${REGISTRY} WHERE id = $1 AND slug = $2`, [id, slug]);
  if (named.length === 0) throw backupProblems.archive_of_other_original({ slug });
}
