import { HEAD_ROOM, SYSTEM_GB } from './assumptions.js';
import { many, short } from './demand.js';
import type { Machine, PriceList } from './price-list.js';

/** Cores, memory and disk that the machines of one role need together, without head room. */
export interface Need {
  readonly role: 'everything' | 'processes' | 'PostgreSQL';
  readonly cores: number;
  readonly memoryGb: number;
  readonly diskGb: number;
  /** Machines at least, and at most. */
  readonly least: number;
  readonly most: number;
}

/** The machines of a role. */
export interface Rented {
  readonly role: Need['role'];
  readonly count: number;
  readonly machine: Machine;
  /** A month, with the disk that the machines lack. */
  readonly euros: number;
  /** Shares of what they have that are used at the peak. */
  readonly used: { readonly cores: number; readonly memory: number };
  /** The calculation. */
  readonly line: string;
}

/** A shared processor is counted as half of one: nobody promises more. */
export const coresOf = ({ vcpus, shared }: Machine): number => (shared ? vcpus / 2 : vcpus);

/** The cheapest machines for a role, with head room; undefined where the list has none that is large enough. */
export function rent({ role, least, most, ...need }: Need, { machines, volume }: PriceList): Rented | undefined {
  const full = 1 - HEAD_ROOM;
  const offers = machines.flatMap((machine) => {
    const [cores, memory] = [coresOf(machine), machine.memoryGb - SYSTEM_GB];
    const count = Math.max(least, Math.ceil(need.cores / full / cores), Math.ceil(need.memoryGb / full / memory));
    if (memory <= 0 || count > most) return [];
    const lacking = Math.max(0, need.diskGb / full - machine.diskGb);
    const euros = count * (machine.euros + volume.euros * lacking);
    const used = { cores: need.cores / (count * cores), memory: need.memoryGb / (count * memory) };
    const disk = lacking > 0 ? ` + ${short(lacking)} GB of disk × ${volume.euros}` : '';
    const line = `${role}: ${short(need.cores)} cores and ${short(need.memoryGb)} GB, / ${full}, on ${least > 1 ? `${many(least, 'machine')} at least` : 'machines'} with ${many(cores, 'core')} and ${short(memory)} GB: ${count} × ${disk ? `(${machine.euros}${disk})` : machine.euros} = ${euros.toFixed(2)} euros`;
    return [{ role, count, machine, euros, used, line }];
  });
  return offers.sort((a, b) => a.euros - b.euros || a.count - b.count)[0];
}

/** All on one machine. */
export const oneMachine = (cores: number, memoryGb: number, diskGb: number): Need[] => [
  { role: 'everything', cores, memoryGb, diskGb, least: 1, most: 1 },
];

/** Two machines of processes at least, and one for PostgreSQL, which only one server can write. */
export const severalMachines = (
  processes: { cores: number; memoryGb: number },
  database: { cores: number; memoryGb: number; diskGb: number },
): Need[] => [
  { role: 'processes', ...processes, diskGb: 0, least: 2, most: Number.POSITIVE_INFINITY },
  { role: 'PostgreSQL', ...database, least: 1, most: 1 },
];
