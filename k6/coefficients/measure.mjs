// `npm run load -- --coefficients FILE`: measures what requests, connections and tenants take, twice, and writes it.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { printAligned } from '../../bench/table.mjs';
import { placeOf } from '../report.mjs';
import { followFeeds, measureFeeds } from './feeds.mjs';
import { measureProcesses, measureSockets } from './memory.mjs';
import { merge } from './merge.mjs';
import { measureMixes, ofPeople, ofPrograms, plansOf } from './mixes.mjs';
import { measureCachedPage, measureSignIns } from './requests.mjs';
import { measureRides } from './rides.mjs';
import { openStack } from './stack.mjs';
import { measureStudents, measureTenants } from './tenants.mjs';

const REST_SECONDS = { short: 2, whole: 20 };
const ITEM =
  'an event, a post, an entry, a student, and a ride of an hour with its file, in the tables of their context';

/**
 * Measures on a stack of its own, and writes the file.
 *
 * @returns {Promise<string[]>} a sentence for each value that two runs did not agree on
 */
export async function writeCoefficients({ coefficients: file, ...given }) {
  // Not only after ten minutes of runs.
  closeSync(openSync(file, 'a'));
  const text = readFileSync(file, 'utf8');
  const former = text ? JSON.parse(text).coefficients : {};
  const [first, second] = await measureTwice(given);
  const about = { machine: placeOf(), commit: commit(), day: new Date().toISOString().slice(0, 10) };
  const { coefficients, differing } = merge([first, second], former, about);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(file, `${JSON.stringify({ version, coefficients }, null, 2)}\n`);
  printAligned([
    ['coefficient', 'unit', 'values', 'spread'],
    ...Object.entries(coefficients).map(([name, { unit, values, spread }]) => [name, unit, list(values), `${spread}`]),
  ]);
  return differing;
}

async function measureTwice({ short, ...given }) {
  const say = (name, { unit, values }, seconds) =>
    console.log(`${name}: ${list(values)} ${unit}, from ${list(seconds)} s`);
  const told = { ...given, short, say: (text) => console.log(`seed: ${text}`) };
  const stack = await openStack(plansOf(short), told);
  try {
    const context = { ...stack, ...given, short, say };
    const warming = { ...context, warms: true, say: () => {} };
    console.log('Warming up…');
    const followed = await followFeeds(context);
    await measureMixes(ofPeople, warming);
    await rest(context);
    const mixes = [await measureWork(context), await measureWork(context)];
    // Events, uploads and passwords would count in the memory of an API that serves people.
    await measureOthers(warming, followed);
    await rest(context);
    const others = [await measureOthers(context, followed), await measureOthers(context, followed)];
    return mixes.map((run, n) => withItems({ ...run, ...others[n], item: { ...run.item, ...others[n].item } }));
  } finally {
    await stack.close();
  }
}

/** Jobs have more to do at rest once there is more data. */
async function rest({ processor, short }) {
  await processor.measureRest(REST_SECONDS[short ? 'short' : 'whole']);
  console.log(`At rest: ${list(processor.rest)} cores`);
}

const measureWork = async (context) => ({
  ...(await measureMixes(ofPeople, context)),
  ...(await measureProcesses(context)),
});

async function measureOthers(context, followed) {
  const measured = [
    await measureMixes(ofPrograms, context),
    await measureCachedPage(context),
    await measureSignIns(context),
    await measureFeeds(followed, context),
    await measureRides(context),
    await measureStudents(context),
    await measureTenants(context),
    context.warms ? {} : await measureSockets(context),
  ];
  return { ...Object.assign({}, ...measured), item: Object.assign({}, ...measured.map(({ item }) => item)) };
}

const withItems = ({ item, ...measured }) => ({
  ...measured,
  item: { unit: 'KB on disk', values: item, scenario: ITEM },
});

const list = (values) =>
  Object.entries(values)
    .map(([part, value]) => `${part} ${Number(value.toPrecision(3))}`)
    .join(', ');

const commit = () => execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8' }).trim();
