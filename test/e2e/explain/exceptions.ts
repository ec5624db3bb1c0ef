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

/** Statements that reach no growing table, so that their plan needs no check. */
export const unchecked: Readonly<Record<string, string>> = {
  'access.api-keys.lock-named': 'takes an advisory lock',
  'auth.sessions.lock-user': 'takes an advisory lock',
  'catalog.imports.lock': 'takes an advisory lock',
  'idempotency.take-lock': 'takes an advisory lock',
  'auth.signing-keys.in-force': 'reads a small table',
  'auth.signing-keys.lock': 'locks a small table',
  'auth.signing-keys.insert': 'writes to a small table',
  'auth.signing-keys.retire-others': 'writes to a small table',
  'auth.signing-keys.delete-expired': 'writes to a small table',
  'degradation.present': 'reads a small table',
  'degradation.set': 'writes to a small table',
  'flags.all': 'reads a small table',
  'flags.lock': 'takes an advisory lock',
  'flags.by-name': 'reads a small table',
  'flags.write': 'writes to a small table',
  'flags.clear': 'writes to a small table',
  'jobs.schedules.keep-queues': 'writes to a small table',
  'jobs.schedules.gone-queues': 'reads a small table',
  'jobs.schedules.forget-queues': 'writes to a small table',
  'outbox.keep': 'writes to a small table',
  'platform.cutovers.under-way': 'reads a small table',
  'tenants.directory.version': 'reads a small table',
};

/** Functions whose task is to read a whole table, and how often they do. */
export const wholeTables: Readonly<Record<string, { readonly table: string; readonly why: string }>> = {
  count_sessions: { table: 'sessions', why: 'counts every session once a minute, where PostgreSQL keeps them' },
  mark_stocks: { table: 'daily_use', why: 'goes through what every tenant holds, four times a day' },
};
