import { isUuid } from '#platform/ids';
import { Problem } from '#platform/problems';
import { backupProblems } from '../backup.errors.js';
import { entryOf, FORMAT, MANIFEST_ENTRY, type Manifest } from './manifest.js';

const plainName = /^[a-z_][a-z0-9_]*$/;
const fullName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;

/** The bounds of partitions as PostgreSQL prints them. They become SQL, so nothing else is accepted. */
const literal = String.raw`(?:'[\w :.+-]*'|-?\d+|MINVALUE|MAXVALUE)`;
const list = String.raw`\(${literal}(?:, ${literal})*\)`;
const hash = String.raw`WITH \(modulus \d+, remainder \d+\)`;
const bound = new RegExp(`^(?:DEFAULT|FOR VALUES (?:FROM ${list} TO ${list}|IN ${list}|${hash}))$`);

/**
 * Parses and validates a manifest. The digest proves nothing about its author, and its names become SQL.
 *
 * @throws Problem `archive_of_newer_format`; `archive_entry_altered` when it is not a manifest or holds an invalid name
 */
export function parseManifest(file: string, text: string): Manifest {
  try {
    const manifest: Manifest = JSON.parse(text);
    const { format } = manifest;
    if (format > FORMAT) throw backupProblems.archive_of_newer_format({ file, format, known: FORMAT });
    if (tenantFitsKind(manifest) && namesAreValid(manifest) && filesAreValid(manifest)) return manifest;
  } catch (error) {
    // Any other error means that the shape is not that of a manifest.
    if (error instanceof Problem) throw error;
  }
  throw backupProblems.archive_entry_altered({ file, entry: MANIFEST_ENTRY });
}

function tenantFitsKind({ kind, tenant }: Manifest): boolean {
  if (tenant === undefined) return kind === 'deployment' || kind === 'keys';
  return (kind === 'tenant' || kind === 'keys') && isUuid(tenant.id) && typeof tenant.slug === 'string';
}

function filesAreValid({ files, goneFiles = [] }: Manifest): boolean {
  const known = files === undefined || files === 'included' || files === 'listed';
  return known && Array.isArray(goneFiles) && goneFiles.every((entry) => typeof entry === 'string');
}

function namesAreValid({ tables, sequences, migrations }: Manifest): boolean {
  return (
    migrations.every((name) => typeof name === 'string') &&
    new Set(tables.map(({ name }) => name)).size === tables.length &&
    sequences.every(({ name }) => fullName.test(name)) &&
    tables.every(
      ({ name, entry, columns, partitions }) =>
        fullName.test(name) &&
        entry === entryOf(name) &&
        columns.every((column) => plainName.test(column.name)) &&
        partitions.every((part) => fullName.test(part.name) && bound.test(part.bound)),
    )
  );
}
