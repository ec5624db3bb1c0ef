import { checkRows, functionsOf, migrationOutsideTransaction } from '#platform/database';

const refused = 'not platform.is_file_path(path)';

/** A path that an upload may not have comes in by no other way: bundles are made of these rows, and signed. */
export const CatalogFilePaths1763700008485 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/one-line.sql'),
  functionsOf('platform/archives/file-path.sql'),
  checkRows(
    'catalog.version_files',
    'version_files_path_check',
    'platform.is_file_path(path)',
    // They are made anew when somebody asks for them.
    `delete from catalog.bundles where version_id in (select version_id from catalog.version_files where ${refused})`,
    `update catalog.version_files set path = 'renamed-' || md5(path), path_key = 'renamed-' || md5(path) where ${refused}`,
  ),
);
