import { runSql } from './sql.js';
import { until } from './until.js';

/**
 * Ends the application's connections to a database, also those that are starting: they have read the settings of the
 * database and of the role already, and have no user name yet.
 */
export async function endSessions(adminUrl: string): Promise<void> {
  const [{ now } = {}] = await runSql<{ now: string }>(adminUrl, 'SELECT clock_timestamp()::text AS now');
  const end = `SELECT CASE WHEN usename IS NOT NULL THEN pg_terminate_backend(pid, 60000) END FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND backend_start < '${now}'
      AND (usename = 'palier_app' AND datname = current_database() OR usename IS NULL)`;
  await until(async () => (await runSql(adminUrl, end)).length === 0);
}
