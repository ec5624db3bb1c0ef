import { fieldOf, readData } from './read-data.js';

interface Price {
  /** A month, without VAT. */
  readonly euros: number;
  /** The day of the price, as in `2026-06-15`. */
  readonly day: string;
  readonly source: string;
}

/** A machine that can be rented. */
export interface Machine extends Price {
  readonly name: string;
  readonly vcpus: number;
  /** Whether other customers use the same processors. */
  readonly shared: boolean;
  readonly memoryGb: number;
  readonly diskGb: number;
}

export interface PriceList {
  readonly machines: readonly Machine[];
  /** A gigabyte of disk besides a machine's own. */
  readonly volume: Price;
}

const numbers = ['vcpus', 'memoryGb', 'diskGb'];
/** After so many milliseconds a price should be looked up again. */
const VALID_MS = 180 * 86_400_000;

/** @throws Error a sentence that names the machine and the field */
export function readPrices(path: string): PriceList {
  const list = readData(path);
  const [machines, volume] = [fieldOf(list, 'machines'), fieldOf(list, 'volume')];
  if (!Array.isArray(machines) || machines.length === 0)
    throw new Error(`${path} has no machines: list one at least, as docs/prices.json does.`);
  for (const [at, machine] of machines.entries()) {
    const name = fieldOf(machine, 'name');
    const fault = typeof name === 'string' ? faultOfMachine(machine) : 'needs a name';
    if (fault) throw new Error(`${path}: machine ${typeof name === 'string' ? name : at + 1} ${fault}.`);
  }
  const fault = faultOf(volume, ['euros']);
  if (fault) throw new Error(`${path}: "volume", a gigabyte of disk, ${fault}.`);
  return list as PriceList;
}

function faultOfMachine(machine: unknown): string | undefined {
  if (typeof fieldOf(machine, 'shared') !== 'boolean') return 'needs true or false as "shared"';
  return faultOf(machine, [...numbers, 'euros']);
}

const isPositive = (value: unknown) => typeof value === 'number' && value > 0 && value < 1e9;

function faultOf(offer: unknown, positive: readonly string[]): string | undefined {
  const field = positive.find((name) => !isPositive(fieldOf(offer, name)));
  if (field) return `needs a number greater than 0 as "${field}"`;
  const day = String(fieldOf(offer, 'day'));
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(day) ? day : Number.NaN);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day))
    return 'needs the day of its price, as in "day": "2026-06-15"';
  if (date.getTime() > Date.now()) return `has a price of ${day}, a day that is yet to come`;
  return typeof fieldOf(offer, 'source') === 'string' ? undefined : 'needs the source of its price';
}

/** The day of the oldest price where it is too old to rely on. */
export function staleDay({ machines, volume }: PriceList, now: number): string | undefined {
  const oldest = [volume, ...machines].map(({ day }) => day).sort()[0] as string;
  return now - Date.parse(oldest) > VALID_MS ? oldest : undefined;
}
