export { checkRows } from './catalogue/check-rows.js';
export {
  asRole,
  type Change,
  declareAnew,
  declaredTables,
  declarePersonTable,
  declareSharedTable,
  declareTable,
  declareTenantTable,
  declareWaits,
  describeExports,
  email,
  type Migration,
  type MigrationStep,
  migration,
  migrationOutsideTransaction,
  subject,
  user,
} from './catalogue/migration.js';
export type { InExports, TableDeclaration, TenantTable } from './catalogue/table-declaration.js';
export { CopyConnection } from './connection/copy-connection.js';
export {
  asProblem,
  isDatabaseUnavailable,
  isPersonErased,
  isReferenced,
  isStorageFull,
  isUniqueViolation,
} from './connection/failures.js';
export { mostConnections } from './connection/most-connections.js';
export { openPool } from './connection/open-pool.js';
export { StagedCopies, type StagedTarget, stagedCopies } from './connection/staged-copy.js';
export { DatabaseStatistics } from './connection/statistics.js';
export { reachDatabase } from './connection/with-client.js';
export { databaseProblems } from './database.errors.js';
export { Database, type Scope, type Transaction } from './database.js';
export { DatabaseModule } from './database.module.js';
export { attachEmbedded } from './embedded/attach-embedded.js';
export type { EmbeddedServer, EmbeddedUrls } from './embedded/embedded-server.js';
export { namingFullDisk } from './embedded/full-disk.js';
export { startEmbedded } from './embedded/start-embedded.js';
export { functionsOf } from './functions/function-files.js';
export { inspectIsolation } from './inspection/inspect-isolation.js';
export { inspectMigrations } from './inspection/inspect-migrations.js';
export { inspectPooler, type PoolerFacts, type PoolerLimits, poolerLimits } from './inspection/inspect-pooler.js';
export { inspectReplica } from './inspection/inspect-replica.js';
export { inspectServer, type ServerFacts } from './inspection/inspect-server.js';
export type { Finding } from './isolation/finding.js';
export { proveTables } from './isolation/prove-tables.js';
export { Notifications } from './listen/notifications.js';
export { type Answered, Survey } from './listen/survey.js';
export { forEachTenant, inBatches } from './migrations/for-each-tenant.js';
export { migrate } from './migrations/migrate.js';
export { PrimaryClock } from './replica/primary-clock.js';
export { Replica } from './replica/replica.js';
export {
  APP_ROLE,
  BACKUP_ROLE,
  initialiseDatabase,
  OWNER_ROLE,
  REPLICATION_ROLE,
} from './roles/initialise-database.js';
export { refuseDangerousRole } from './roles/refuse-dangerous-role.js';
export { deleteRowOf, keepRowOf, lockedRowOf, lockRowOf, rowOf, versionIn } from './row-statements.js';
export { advisoryLock, anyOf, declaredStatements, placesFrom, type Statement, statement } from './statement.js';
export { type OpenDatabase, openDatabase } from './transaction/open-database.js';
export { unscopedAccesses } from './unscoped.js';
