/** Tables that stay small for any number of tenants, users and apps. */
export const smallTables: Readonly<Record<string, string>> = {
  'auth.signing_keys': 'a few keys, and those that they replaced within the last minutes',
  'platform.degradation': 'one row',
  'platform.flags': 'one row a declared flag at most',
  'platform.job_queues': 'one row a declared job',
  'platform.migrations': 'one row a migration',
  'platform.moves': 'one row a move to another database',
  'platform.outbox_lanes': '48 lanes',
  'platform.partitioned_tables': 'one row a partitioned table',
  'tenants.directory_version': 'one row',
};

/** Functions whose task is to read a whole table, and how often they do. */
export const wholeTables: Readonly<Record<string, { readonly table: string; readonly why: string }>> = {
  count_sessions: { table: 'sessions', why: 'counts every session once a minute, where PostgreSQL keeps them' },
  mark_stocks: { table: 'daily_use', why: 'goes through what every tenant holds, four times a day' },
};
