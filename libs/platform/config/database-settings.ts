import { OneOf, OptionalUrl, WholeNumber } from './accepts.js';
import { AiSettings } from './ai-settings.js';
import { Option } from './option.js';

const postgres = ['postgres', 'postgresql'];

/** How PostgreSQL is reached, and for how long it is waited for. */
export abstract class DatabaseSettings extends AiSettings {
  @Option(
    'DATABASE_URL',
    "Your own PostgreSQL (16 or later), as the application's role; without it an embedded one is started.",
    { secret: true },
  )
  @OptionalUrl(...postgres)
  readonly databaseUrl?: string;

  @Option('DATABASE_OWNER_URL', 'The same database as its owner, for migrations alone.', { secret: true })
  @OptionalUrl(...postgres)
  readonly databaseOwnerUrl?: string;

  @Option(
    'DATABASE_DIRECT_URL',
    'The same database without the pooler in transaction mode, for LISTEN and for jobs without Redis; DATABASE_URL when it is not set.',
    { secret: true },
  )
  @OptionalUrl(...postgres)
  readonly databaseDirectUrl?: string;

  @Option(
    'DATABASE_READ_URL',
    "One streaming replica of that database, as the application's role: dashboards, searches, exports and archives are read there while it keeps up. Through a pooler in transaction mode only where DATABASE_URL leads through one too. The same for all processes.",
    { secret: true },
  )
  @OptionalUrl(...postgres)
  readonly databaseReadUrl?: string;

  @Option(
    'REPLICA_LAG_MS',
    'How far the replica may be behind to be read from. Positions are compared every 100 ms, so that with less than 300 the primary reads often. Browsers remember for 2 s that they wrote, so with more than 1,500 they could see their own change, and then no longer.',
  )
  @WholeNumber(100, 1500, 'ms')
  readonly replicaLagMs: number = 1000;

  @Option(
    'DATABASE_NAMED_STATEMENTS',
    'Where statements are prepared by name: "direct" on connections without a pooler only (DATABASE_DIRECT_URL not set, or the same), "always" through a pooler too, for PgBouncer 1.21 or later with max_prepared_statements.',
  )
  @OneOf('direct', 'always')
  readonly databaseNamedStatements: 'direct' | 'always' = 'direct';

  @Option('DATABASE_POOL_SIZE', 'How many database connections a process holds.')
  @WholeNumber(1, 500, 'connections')
  readonly databasePoolSize: number = 10;

  @Option(
    'DATABASE_CONNECT_TIMEOUT_MS',
    'How long a request or a start waits for a connection to PostgreSQL, a new one or one of the pool.',
  )
  @WholeNumber(100, 600_000, 'ms')
  readonly databaseConnectTimeoutMs: number = 5000;

  @Option('STATEMENT_TIMEOUT_MS', 'After how long PostgreSQL cancels a statement.')
  @WholeNumber(10, 3_600_000, 'ms')
  readonly statementTimeoutMs: number = 5000;

  @Option('LOCK_TIMEOUT_MS', 'After how long a statement stops waiting for a lock.')
  @WholeNumber(10, 3_600_000, 'ms')
  readonly lockTimeoutMs: number = 2000;
}
