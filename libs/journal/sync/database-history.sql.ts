import { statement } from '#platform/database';

/**
 * Which history the database has: another one after a backup was restored, which makes a database anew, after a recovery to
 * some time, and after a standby took over, which begin a timeline anew. What was committed before may be lost then.
 */
export const databaseHistory = statement<{ readonly history: string }, []>({
  name: 'journal.sync.database-history',
  text: `select concat_ws('.', (select system_identifier from pg_control_system()),
      (select oid from pg_database where datname = current_database()),
      left(pg_walfile_name(pg_current_wal_lsn()), 8)) as history`,
  unchecked: 'reads no table of rows',
  sample: [],
});
