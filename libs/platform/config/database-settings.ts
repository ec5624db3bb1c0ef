import { OneOf, OptionalUrl, WholeNumber } from './accepts.js';
import { AiSettings } from './ai-settings.js';
import { Option } from './option.js';

const postgres = ['postgres', 'postgresql'];

/** How PostgreSQL is reached, and for how long it is waited for. */
export abstract class DatabaseSettings extends AiSettings {
  @Option({
    name: 'DATABASE_URL',
    secret: true,
    about: "Your own PostgreSQL (16 or later), as the application's role; without it an embedded one is started.",
  })
  @OptionalUrl(...postgres)
  readonly databaseUrl?: string;

  @Option({ name: 'DATABASE_OWNER_URL', secret: true, about: 'The same database as its owner, for migrations alone.' })
  @OptionalUrl(...postgres)
  readonly databaseOwnerUrl?: string;

  @Option({
    name: 'DATABASE_DIRECT_URL',
    secret: true,
    about:
      'The same database without the pooler in transaction mode, for LISTEN and for jobs without Redis; DATABASE_URL when it is not set.',
  })
  @OptionalUrl(...postgres)
  readonly databaseDirectUrl?: string;

  @Option({
    name: 'DATABASE_READ_URL',
    secret: true,
    about:
      "One streaming replica of that database, as the application's role: dashboards, searches, exports and archives are read there while it keeps up. Through a pooler in transaction mode only where DATABASE_URL leads through one too. The same for all processes.",
  })
  @OptionalUrl(...postgres)
  readonly databaseReadUrl?: string;

  @Option({
    name: 'REPLICA_LAG_MS',
    unit: 'ms',
    about:
      'How far the replica may be behind to be read from. Positions are compared every 100 ms, so that with less than 300 the primary reads often. Browsers remember for 2 s that they wrote, so with more than 1,500 they could see their own change, and then no longer.',
  })
  @WholeNumber(100, 1500)
  readonly replicaLagMs: number = 1000;

  @Option({
    name: 'DATABASE_NAMED_STATEMENTS',
    about:
      'Where statements are prepared by name: "direct" on connections without a pooler only (DATABASE_DIRECT_URL not set, or the same), "always" through a pooler too, for PgBouncer 1.21 or later with max_prepared_statements.',
  })
  @OneOf('direct', 'always')
  readonly databaseNamedStatements: 'direct' | 'always' = 'direct';

  @Option({ name: 'DATABASE_POOL_SIZE', unit: 'connections', about: 'How many database connections a process holds.' })
  @WholeNumber(1, 500)
  readonly databasePoolSize: number = 10;

  @Option({
    name: 'DATABASE_CONNECT_TIMEOUT_MS',
    unit: 'ms',
    about: 'How long a request or a start waits for a connection to PostgreSQL, a new one or one of the pool.',
  })
  @WholeNumber(100, 600_000)
  readonly databaseConnectTimeoutMs: number = 5000;

  @Option({ name: 'STATEMENT_TIMEOUT_MS', unit: 'ms', about: 'After how long PostgreSQL cancels a statement.' })
  @WholeNumber(10, 3_600_000)
  readonly statementTimeoutMs: number = 5000;

  @Option({ name: 'LOCK_TIMEOUT_MS', unit: 'ms', about: 'After how long a statement stops waiting for a lock.' })
  @WholeNumber(10, 3_600_000)
  readonly lockTimeoutMs: number = 2000;
}
