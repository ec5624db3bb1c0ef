import { Problem } from '#platform/problems';
import { backupProblems } from '../backup.errors.js';
import { entryOf, FORMAT, MANIFEST_ENTRY, type Manifest } from './manifest.js';

const plainName = /^[a-z_][a-z0-9_]*$/;
const fullName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The bounds of partitions as PostgreSQL prints them. They become SQL, so nothing else may stand there. */
const literal = String.raw`(?:'[\w :.+-]*'|-?\d+|MINVALUE|MAXVALUE)`;
const list = String.raw`\(${literal}(?:, ${literal})*\)`;
const hash = String.raw`WITH \(modulus \d+, remainder \d+\)`;
const bound = new RegExp(`^(?:DEFAULT|FOR VALUES (?:FROM ${list} TO ${list}|IN ${list}|${hash}))$`);

/**
 * Reads a manifest whose digest was right. Anybody can make such a digest, and what stands in the
 * manifest becomes SQL.
 *
 * @throws Problem `archive_of_newer_format`; `archive_entry_altered` where it is no manifest or a name would be none
 */
export function parseManifest(file: string, text: string): Manifest {
  try {
    const manifest: Manifest = JSON.parse(text);
    const { format } = manifest;
    if (format > FORMAT) throw backupProblems.archive_of_newer_format({ file, format, known: FORMAT });
    if (tenantIsOne(manifest) && namesAreNames(manifest)) return manifest;
  } catch (error) {
    // All others come of a shape that is not a manifest's.
    if (error instanceof Problem) throw error;
  }
  throw backupProblems.archive_entry_altered({ file, entry: MANIFEST_ENTRY });
}

function tenantIsOne({ kind, tenant }: Manifest): boolean {
  if (kind === 'house') return tenant === undefined;
  return kind === 'tenant' && tenant !== undefined && uuid.test(tenant.id) && typeof tenant.slug === 'string';
}

function namesAreNames({ tables, sequences, migrations }: Manifest): boolean {
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
