// Which faults are run, how often, and with which randomness.
import { parseArgs } from 'node:util';
import { clockFaults } from './clocks.mjs';
import { linkFaults } from './links.mjs';
import { serverFaults } from './servers.mjs';

export const faults = [...serverFaults, ...linkFaults, ...clockFaults];
/** The most telling, on one stack. */
const short = ['postgres-killed', 'pooler-frozen', 'api-killed', 'workers-killed'];
const MOST_RUNS = 1000;
export const MOST_SEED = 2 ** 31;

/**
 * Reads the arguments of the drill.
 *
 * @param {string[]} args
 * @returns the faults, the runs of each, and the seed, drawn where none is given
 * @throws Error in one sentence for what is none
 */
export function readOptions(args) {
  const text = { type: 'string' };
  const options = {
    only: text,
    runs: { ...text, default: '1' },
    seed: text,
    short: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  };
  const { values } = parseArgs({ args, options });
  if (values.only !== undefined && values.short) throw new Error('Choose either --only or --short.');
  const names = values.only?.split(',') ?? (values.short ? short : faults.map(({ name }) => name));
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no fault ${unknown.join(', ')}: choose among ${faults.map(({ name }) => name).join(', ')}.`,
    );
  return {
    chosen: faults.filter(({ name }) => names.includes(name)).map((fault) => (values.short ? untimed(fault) : fault)),
    isAsked: values.only !== undefined,
    isRecorded: values.record,
    runs: whole('--runs', values.runs, 1, MOST_RUNS),
    seed:
      values.seed === undefined ? Math.floor(Math.random() * MOST_SEED) : whole('--seed', values.seed, 0, MOST_SEED),
  };
}

/** On a machine that does other work meanwhile, as that of CI, what is lost counts, and not how long a recovery takes. */
const untimed = ({ bounds, ...fault }) => ({ ...fault, bounds: { browsing: bounds?.browsing } });

function whole(name, text, least, most) {
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Error(`${name} ${text} is no whole number from ${least} to ${most}.`);
}
