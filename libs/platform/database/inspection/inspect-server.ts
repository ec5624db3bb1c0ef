import { withClient } from '../connection/with-client.js';
import { APP_ROLE, BACKUP_ROLE, CROSS_TENANT_ROLE, OWNER_ROLE } from '../roles/initialise-database.js';

/** Facts about a PostgreSQL server that any role may read. */
export interface ServerFacts {
  /** Such as `18.4`. */
  version: string;
  /** The major version. */
  major: number;
  /** The role that connected. */
  role: string;
  /** The roles of Palier that the server lacks. */
  missingRoles: string[];
  maxConnections: number;
  /** How many of them are reserved for superusers. */
  reservedConnections: number;
  /** How many connections the role may have to this database, however few others there are. */
  admitted: number;
  /** What limits them, as in `CONNECTION LIMIT (role palier_app)`. */
  admittedBy: string;
  /** Connections of other roles. */
  foreignConnections: number;
  /** Whether committed transactions survive a crash of the machine. */
  durable: boolean;
  /** Milliseconds of one round trip, the fastest of several. */
  latencyMs: number;
  /** Milliseconds by which the server's clock is ahead of this machine's. */
  clockAheadMs: number;
}

const facts = `
  SELECT current_setting('server_version_num')::int AS number,
         current_setting('server_version') AS version,
         current_user AS role,
         ARRAY(SELECT needed FROM unnest($1::text[]) needed WHERE needed NOT IN (SELECT rolname FROM pg_roles)) AS "missingRoles",
         current_setting('max_connections')::int AS "maxConnections",
         current_setting('superuser_reserved_connections')::int
           + coalesce(current_setting('reserved_connections', true), '0')::int AS "reservedConnections",
         (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS "ofRole",
         (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "ofDatabase",
         current_database() AS database,
         (SELECT count(*)::int FROM pg_stat_activity
           WHERE backend_type = 'client backend' AND usename <> current_user) AS "foreignConnections",
         current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
           AND current_setting('synchronous_commit') <> 'off' AS durable`;
type Row = Omit<ServerFacts, 'major' | 'admitted' | 'admittedBy' | 'latencyMs' | 'clockAheadMs'> & {
  number: number;
  database: string;
  /** -1 where there is no limit, as for the database. */
  ofRole: number;
  ofDatabase: number;
};

const clock = `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`;
const TRIPS = 7;

/** @throws Problem `database_unavailable`, `database_refused` */
export function inspectServer(url: string): Promise<ServerFacts> {
  return withClient(url, async (client) => {
    const roles = [OWNER_ROLE, APP_ROLE, BACKUP_ROLE, CROSS_TENANT_ROLE];
    const { rows } = await client.query<Row>(facts, [roles]);
    const [{ number, database, ofRole, ofDatabase, ...row }] = rows as [Row];
    const limits = [
      { admitted: row.maxConnections - row.reservedConnections, admittedBy: 'max_connections' },
      { admitted: ofRole, admittedBy: `CONNECTION LIMIT (role ${row.role})` },
      { admitted: ofDatabase, admittedBy: `CONNECTION LIMIT (database ${database})` },
    ].filter(({ admitted }) => admitted >= 0);
    const trips: { took: number; ahead: number }[] = [];
    for (let n = 0; n < TRIPS; n += 1) {
      const sentAt = Date.now();
      const start = performance.now();
      const answer = await client.query<{ now: number }>(clock);
      const took = performance.now() - start;
      trips.push({ took, ahead: (answer.rows[0]?.now ?? 0) - sentAt - took / 2 });
    }
    const [fastest] = trips.sort((a, b) => a.took - b.took);
    return {
      ...row,
      ...limits.reduce((least, limit) => (limit.admitted < least.admitted ? limit : least)),
      major: Math.floor(number / 10_000),
      latencyMs: fastest?.took ?? Number.NaN,
      clockAheadMs: fastest?.ahead ?? Number.NaN,
    };
  });
}
