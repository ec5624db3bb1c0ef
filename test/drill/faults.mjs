/**
 * Breaks a deployment of the step scale under load, one fault after the other, each at a random moment, and has a checker tell
 * what of all that was acknowledged is lost, or was done twice: `--only <name>,…`, `--runs` (1), `--seed`, `--short`, `--record`. Nothing
 * may be, and the bounds of each fault must be kept.
 */
import { createHash } from 'node:crypto';
import { onSignal } from './deployment/on-signal.mjs';
import { MOST_SEED, readOptions } from './faults/options.mjs';
import { play } from './faults/play.mjs';
import { report } from './faults/record.mjs';
import { lackOf, openStack, Parts } from './faults/stacks.mjs';
import { faultsOf, rowOf } from './faults/verdict.mjs';
import { numbers } from './large-store/fill.mjs';

const SHOWN = 10;

const { chosen, isAsked, isRecorded, runs, seed } = asked();
if (isRecorded) process.env.DRILL_RECORD = '1';
console.log(`${chosen.length} faults, ${runs} of each run; --seed ${seed} repeats the moments.`);
let held = true;
let played = 0;
const leftOut = [];
for (const name of new Set(chosen.map(({ stack }) => stack))) {
  const ofStack = chosen.filter(({ stack }) => stack === name);
  const lack = lackOf(name);
  if (lack) leaveOut(ofStack, lack);
  else await runAll(name, ofStack);
}
if (played === 0) held = false;
const without = leftOut.length > 0 ? ` Not run: ${leftOut.join(', ')}.` : '';
console.log(
  held
    ? `Nothing was lost, nothing done twice, and each bound was kept.${without}`
    : `It did not hold: see above.${without}`,
);
process.exit(held ? 0 : 1);

function asked() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** What was asked for by its name, or where servers must be there, fails. */
function leaveOut(faults, lack) {
  const names = faults.map(({ name }) => name);
  console.log(`Left out, ${lack}: ${names.join(', ')}.`);
  leftOut.push(...names);
  if (isAsked || process.env.REQUIRE_SERVERS === '1') held = false;
}

async function runAll(name, faults) {
  const links = [...new Set(faults.flatMap((fault) => fault.links ?? []))];
  const parts = new Parts();
  const forget = onSignal(() => parts.end());
  try {
    const stack = await openStack(name, links, parts);
    console.log(`All of ${name} runs.`);
    for (const fault of faults) await runOne(fault, stack);
  } finally {
    forget();
    await parts.end();
  }
}

async function runOne(fault, stack) {
  const seen = [];
  let isFine = true;
  for (let n = 0; n < runs; n += 1) {
    const run = await play(fault, stack, numbers(seedOf(fault, n)));
    seen.push(run);
    played += 1;
    const wrong = faultsOf(fault, run);
    isFine &&= wrong.length === 0;
    for (const line of wrong.slice(0, SHOWN)) console.log(`NOT TRUE: ${line}`);
    console.log(`  ${fault.name}: ${told(run)}`);
  }
  const row = rowOf(fault, seen);
  const fails = row.failsSeconds === null ? row.fails : `${row.fails} for ${row.failsSeconds} s`;
  console.log(`${row.breaks}: ${fails}; recovery ${row.recoverySeconds} s; ${row.lost} lost, ${row.twice} done twice`);
  held &&= isFine;
  // What did not hold is no row of the table.
  if (isFine) report(row);
}

/** Each run has numbers of its own, whatever else is chosen: how many its clients draw depends on the time. */
function seedOf({ name }, n) {
  const hash = createHash('sha256').update(`${seed} ${name} ${n}`);
  return hash.digest().readUInt32BE() % MOST_SEED;
}

function told({ acknowledged, statuses, recovery, worked, signInBack, slowest, notes }) {
  const done = Object.entries(acknowledged).map(([what, count]) => `${count} ${what}`);
  const times = { recovery, worked, 'sign-in': signInBack, slowest };
  const seconds = Object.entries(times).map(([what, s]) => `${what} ${s.toFixed(1)} s`);
  return `${done.join(', ')} acknowledged; ${seconds.join(', ')}; failed: ${[statuses, ...notes].filter(Boolean).join('; ') || 'nothing'}`;
}
