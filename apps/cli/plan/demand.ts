import { Settings } from '#platform/config';
import { mostConnections } from '#platform/database';
import { queueConnections } from '#platform/jobs';
import { SERVERS_FROM } from '../doctor/growth.check.js';
import { grouped } from '../output.js';
import {
  ACCOUNTS,
  CACHED,
  CONNECTION_MB,
  CORES_OF_PROCESS,
  type Habits,
  HEAD_ROOM,
  habits,
  MOST_CONNECTIONS,
  SESSION_COPIES,
  SEVERAL_APIS,
} from './assumptions.js';
import { type Capacity, type Part, parts } from './capacity.js';

/** The load that an operator wants to serve. */
export interface Wish {
  readonly product: string;
  readonly tenants: number;
  /** Connected at the same time. */
  readonly users: number;
  /** Requests a second at the peak. */
  readonly rps: number;
}

/** Cores, memory, connections and disk of a wish, without head room. */
export interface Demand {
  readonly cores: Readonly<Record<Part, number>>;
  readonly apis: number;
  readonly workers: number;
  /** One in solo mode, which is API and worker. */
  readonly processes: number;
  /** Gigabytes of memory of the processes, with Redis. */
  readonly processMemory: number;
  readonly databaseMemory: number;
  readonly connections: number;
  readonly pooler: boolean;
  /** Gigabytes of the database. */
  readonly disk: number;
  readonly diskInAYear: number;
  /** The calculation, a line each. */
  readonly lines: readonly string[];
}

/** Megabytes and kilobytes of a gigabyte of memory, and kilobytes of one of disk, which hosts count in decimals. */
const MB = 1024;
const KB = MB * 1024;
const DISK_KB = 1e9 / 1024;

/** A number with three significant digits. */
export const short = (value: number): string =>
  value >= 1000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3)));

/** A count with its noun. */
export const many = (count: number, noun: string, plural = `${noun}s`): string =>
  `${grouped(count)} ${count === 1 ? noun : plural}`;

/**
 * @param step how many processes there are at least: one in solo mode, one of each kind in growth, two of each in scale
 * @throws Error a sentence where a coefficient is missing
 */
export function demandOf(wish: Wish, step: 'solo' | 'growth' | 'scale', capacity: Capacity): Demand {
  const lines: string[] = [];
  const cores = coresOf(wish, capacity, lines);
  const least = step === 'scale' ? 2 : 1;
  const processesFor = (busy: number) => Math.max(least, Math.ceil(busy / (1 - HEAD_ROOM) / CORES_OF_PROCESS));
  const alone = step === 'solo';
  const apis = processesFor(cores.api + (alone ? cores.jobs : 0));
  const workers = alone ? 1 : processesFor(cores.jobs);
  const processes = alone ? 1 : apis + workers;
  lines.push(
    alone
      ? 'processes: 1, which is API and worker'
      : `processes: ${least} of each kind, or cores / ${1 - HEAD_ROOM} / ${CORES_OF_PROCESS}: ${apis} API, ${workers} worker`,
  );
  const accounts = wish.users * ACCOUNTS;
  const processMemory = memoryOf({ apis, workers, users: wish.users, accounts }, capacity, lines);

  const settings = new Settings();
  const { pooled, direct } = mostConnections(settings);
  const each = pooled + direct + (alone ? queueConnections(settings) : 0);
  const connections = processes * each;
  const pooler = connections > MOST_CONNECTIONS || wish.tenants >= SERVERS_FROM;
  lines.push(
    `connections: ${many(processes, 'process', 'processes')} × ${each} = ${grouped(connections)}${pooler ? `, through PgBouncer from ${MOST_CONNECTIONS} on or ${SERVERS_FROM} tenants` : ''}`,
  );
  const { disk, diskInAYear } = diskOf({ ...wish, accounts }, capacity, lines);
  const open = Math.min(connections, MOST_CONNECTIONS);
  const databaseMemory = (open * CONNECTION_MB) / MB + CACHED * diskInAYear;
  lines.push(
    `PostgreSQL memory: ${open} connections × ${CONNECTION_MB} MB + ${CACHED} × ${short(diskInAYear)} GB = ${short(databaseMemory)} GB`,
  );
  return {
    cores,
    apis,
    workers,
    processes,
    processMemory,
    databaseMemory,
    connections,
    pooler,
    disk,
    diskInAYear,
    lines,
  };
}

function coresOf(wish: Wish, capacity: Capacity, lines: string[]): Record<Part, number> {
  const { mix, work } = habits[wish.product] as Habits;
  const counts = { ...wish, accounts: wish.users * ACCOUNTS };
  const loads = [
    { what: 'requests', rate: wish.rps, ms: capacity.work(mix) },
    { what: 'sign-ins', rate: wish.users / 3600, ms: capacity.work('signIn') },
    ...(work ? [{ what: work.what, rate: counts[work.of] * work.each, ms: capacity.work(work.coefficient) }] : []),
  ];
  const busy = (part: Part) => {
    const times = part === 'api' ? SEVERAL_APIS : 1;
    const cores = (times * loads.reduce((sum, { rate, ms }) => sum + rate * ms[part], 0)) / 1000;
    const terms = loads.filter(({ ms }) => ms[part] > 0);
    const sum = terms.map(({ what, rate, ms }) => `${short(rate)} ${what}/s × ${short(ms[part])} ms`).join(' + ');
    lines.push(`${part} cores: (${sum || '0'})${times > 1 ? ` × ${times}` : ''} / 1000 = ${short(cores)}`);
    return [part, cores];
  };
  return Object.fromEntries(parts.map(busy)) as Record<Part, number>;
}

function memoryOf(
  { apis, workers, users, accounts }: { apis: number; workers: number; users: number; accounts: number },
  capacity: Capacity,
  lines: string[],
): number {
  const [apiMb, workerMb] = [capacity.value('process', 'apiAtWork'), capacity.value('process', 'worker')];
  const userKb = capacity.value('connection', 'api') + capacity.value('stream', 'api');
  const sessionKb = capacity.value('session', 'redis');
  const sum = (apis * apiMb + workers * workerMb) / MB + (users * userKb + SESSION_COPIES * accounts * sessionKb) / KB;
  lines.push(
    `process memory: ${apis} × ${short(apiMb)} MB + ${workers} × ${short(workerMb)} MB + ${many(users, 'user')} × ${short(userKb)} KB + ${SESSION_COPIES} × ${many(accounts, 'session')} × ${short(sessionKb)} KB = ${short(sum)} GB`,
  );
  return sum;
}

function diskOf(counts: Wish & { accounts: number }, capacity: Capacity, lines: string[]) {
  const { item } = habits[counts.product] as Habits;
  const [tenantKb, itemKb] = [capacity.value('tenant', counts.product), capacity.value('item', counts.product)];
  const disk = (counts.tenants * tenantKb) / DISK_KB;
  const items = counts[item.of] * item.aYear;
  const diskInAYear = disk + (items * itemKb) / DISK_KB;
  lines.push(
    `disk now: ${many(counts.tenants, 'tenant')} × ${short(tenantKb)} KB = ${short(disk)} GB`,
    `disk in a year: ${short(disk)} GB + ${grouped(items)} ${item.what} × ${short(itemKb)} KB = ${short(diskInAYear)} GB`,
  );
  return { disk, diskInAYear };
}
