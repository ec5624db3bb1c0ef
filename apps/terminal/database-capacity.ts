import type { Settings } from '#platform/config';
import { inspectServer, mostConnections, type PoolerLimits, poolerLimits, type ServerFacts } from '#platform/database';
import { queueConnections } from '#platform/jobs';
import { startProblems } from './terminal.errors.js';

/** The connections that the processes of the API may open together to one server, and what it admits. */
export interface Capacity {
  server: 'PostgreSQL' | 'PgBouncer';
  /** With one more where processes are replaced, since the new one starts before the old one ends. */
  processes: number;
  each: number;
  /** Those of PgBouncer, which all share. */
  shared: number;
  needed: number;
  /** Undefined where the server does not say. */
  admitted: number | undefined;
  /** What limits them. */
  limit: string;
}

/** Through a pooler in transaction mode the pool counts there, and only what needs a session counts on PostgreSQL. */
export function isPooled({ databaseUrl, databaseDirectUrl = databaseUrl }: Settings): boolean {
  return databaseDirectUrl !== databaseUrl;
}

/**
 * What the pooler before PostgreSQL admits and opens; undefined where the settings declare none.
 *
 * @throws nothing: a pooler that does not say leaves both undefined
 */
export async function limitsOfPooler(settings: Settings): Promise<PoolerLimits | undefined> {
  return isPooled(settings) ? poolerLimits(settings.databaseUrl ?? '') : undefined;
}

/** The capacity of PostgreSQL for the API of these settings. */
export function postgresCapacity(
  settings: Settings,
  { admitted, admittedBy }: ServerFacts,
  pooler: PoolerLimits | undefined,
): Capacity {
  const { pooled, direct } = mostConnections(settings);
  const each = direct + queueConnections(settings) + (pooler ? 0 : pooled);
  return { server: 'PostgreSQL', ...together(settings, each, pooler?.servers), admitted, limit: admittedBy };
}

/** The capacity of the pooler before it. */
export function poolerCapacity(settings: Settings, { clients }: PoolerLimits): Capacity {
  const { pooled } = mostConnections(settings);
  return { server: 'PgBouncer', ...together(settings, pooled), admitted: clients, limit: 'max_client_conn' };
}

/** How many connections the API of these settings may open to the replica: its pools, and one that compares for each process. */
export function replicaConnections(settings: Settings): number {
  return together(settings, settings.databasePoolSize + 1).needed;
}

function together({ apiProcesses, apiRecycleRequests, apiRecycleBytes }: Settings, each: number, shared = 0) {
  const processes = apiProcesses + (apiRecycleRequests || apiRecycleBytes ? 1 : 0);
  return { processes, each, shared, needed: processes * each + shared };
}

/** As in `46 connections to PostgreSQL, which admits 97`. */
export function describeCapacity({ server, needed, admitted }: Capacity): string {
  return `${needed} connections to ${server}, which ${admitted ? `admits ${admitted}` : 'does not say how many it admits'}`;
}

/** @throws Problem `connections_exceeded`, `pooled_connections_exceeded`, `clients_exceeded` when the server never admits as many */
export function requireCapacity({ admitted, ...capacity }: Capacity): void {
  if (admitted === undefined || capacity.needed <= admitted) return;
  const { connections_exceeded, pooled_connections_exceeded, clients_exceeded } = startProblems;
  if (capacity.server === 'PgBouncer') throw clients_exceeded({ ...capacity, admitted });
  throw (capacity.shared > 0 ? pooled_connections_exceeded : connections_exceeded)({ ...capacity, admitted });
}

/**
 * Compares what the API of these settings may open with what PostgreSQL and the pooler admit.
 *
 * @returns one line that says both
 * @throws Problem `connections_exceeded`, `pooled_connections_exceeded`, `clients_exceeded`, `database_unavailable`,
 *   `database_refused`
 */
export async function checkCapacity(settings: Settings): Promise<string> {
  const facts = await inspectServer(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const pooler = await limitsOfPooler(settings);
  const capacities = [...(pooler ? [poolerCapacity(settings, pooler)] : []), postgresCapacity(settings, facts, pooler)];
  for (const capacity of capacities) requireCapacity(capacity);
  return `The API may open ${capacities.map(describeCapacity).join(', and ')}.`;
}
