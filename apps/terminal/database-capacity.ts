import type { Settings } from '#platform/config';
import { inspectServer, mostConnections, poolerClients, type ServerFacts } from '#platform/database';
import { queueConnections } from '#platform/jobs';
import { startProblems } from './terminal.errors.js';

/** The connections that the processes of the API may open together to one server, and what it admits. */
export interface Capacity {
  server: 'PostgreSQL' | 'PgBouncer';
  /** With one more where processes are replaced, since the new one starts before the old one ends. */
  processes: number;
  each: number;
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

/** The capacity of PostgreSQL for the API of these settings. */
export function postgresCapacity(settings: Settings, { admitted, admittedBy }: ServerFacts): Capacity {
  const { pooled, direct } = mostConnections(settings);
  const each = direct + queueConnections(settings) + (isPooled(settings) ? 0 : pooled);
  return { server: 'PostgreSQL', ...together(settings, each), admitted, limit: admittedBy };
}

/**
 * The capacity of the pooler before PostgreSQL; undefined where the settings declare none.
 *
 * @throws nothing: a pooler that does not say what it admits leaves `admitted` undefined
 */
export async function poolerCapacity(settings: Settings): Promise<Capacity | undefined> {
  if (!isPooled(settings)) return undefined;
  const admitted = await poolerClients(settings.databaseUrl ?? '');
  const { pooled } = mostConnections(settings);
  return { server: 'PgBouncer', ...together(settings, pooled), admitted, limit: 'max_client_conn' };
}

function together({ apiProcesses, apiRecycleRequests, apiRecycleBytes }: Settings, each: number) {
  const processes = apiProcesses + (apiRecycleRequests || apiRecycleBytes ? 1 : 0);
  return { processes, each, needed: processes * each };
}

/** As in `46 connections to PostgreSQL, which admits 97`. */
export function describeCapacity({ server, needed, admitted }: Capacity): string {
  return `${needed} connections to ${server}, which ${admitted ? `admits ${admitted}` : 'does not say how many it admits'}`;
}

/** @throws Problem `connections_exceeded` when the server never admits as many */
export function requireCapacity({ admitted, ...capacity }: Capacity): void {
  if (admitted === undefined || capacity.needed <= admitted) return;
  throw startProblems.connections_exceeded({ ...capacity, admitted });
}

/**
 * Compares what the API of these settings may open with what PostgreSQL and the pooler admit.
 *
 * @returns one line that says both
 * @throws Problem `connections_exceeded`, `database_unavailable`, `database_refused`
 */
export async function checkCapacity(settings: Settings): Promise<string> {
  const facts = await inspectServer(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const pooler = await poolerCapacity(settings);
  const capacities = [...(pooler ? [pooler] : []), postgresCapacity(settings, facts)];
  for (const capacity of capacities) requireCapacity(capacity);
  return `The API may open ${capacities.map(describeCapacity).join(', and ')}.`;
}
