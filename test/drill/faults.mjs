/**
 * Breaks a deployment of the step scale under load, one fault after the other, each at a random moment, and has a checker tell
 * what of all that was acknowledged is lost, or was done twice: `--only <name>,…`, `--runs` (1), `--seed`, `--short`. Nothing
 * may be, and the bounds of each fault must be kept.
 */
import { onSignal } from './deployment/on-signal.mjs';
import { readOptions } from './faults/options.mjs';
import { play } from './faults/play.mjs';
import { report } from './faults/record.mjs';
import { lackOf, openStack } from './faults/stacks.mjs';
import { faultsOf, rowOf } from './faults/verdict.mjs';
import { numbers } from './large-store/fill.mjs';

const SHOWN = 10;

const { chosen, isAsked, runs, seed } = asked();
const random = numbers(seed);
console.log(`${chosen.length} faults, ${runs} of each run; --seed ${seed} repeats the moments.`);
let held = true;
for (const name of new Set(chosen.map(({ stack }) => stack))) {
  const ofStack = chosen.filter(({ stack }) => stack === name);
  const lack = lackOf(name);
  if (lack) leaveOut(ofStack, lack);
  else await runAll(name, ofStack);
}
console.log(held ? 'Nothing was lost, nothing done twice, and each bound was kept.' : 'It did not hold: see above.');
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
  console.log(`Left out, ${lack}: ${faults.map(({ name }) => name).join(', ')}.`);
  if (isAsked || process.env.REQUIRE_SERVERS === '1') held = false;
}

async function runAll(name, faults) {
  const links = [...new Set(faults.flatMap((fault) => fault.links ?? []))];
  const stack = await openStack(name, links);
  const forget = onSignal(stack.close);
  console.log(`All of ${name} runs.`);
  try {
    for (const fault of faults) await runOne(fault, stack);
  } finally {
    forget();
    await stack.close();
  }
}

async function runOne(fault, stack) {
  const seen = [];
  for (let n = 0; n < runs; n += 1) {
    const run = await play(fault, stack, random);
    seen.push(run);
    const wrong = faultsOf(fault, run);
    held &&= wrong.length === 0;
    for (const line of wrong.slice(0, SHOWN)) console.log(`NOT TRUE: ${line}`);
    console.log(`  ${fault.name}: ${told(run)}`);
  }
  const row = rowOf(fault, seen);
  const fails = row.failsSeconds === null ? row.fails : `${row.fails} for ${row.failsSeconds} s`;
  console.log(`${row.breaks}: ${fails}; recovery ${row.recoverySeconds} s; ${row.lost} lost, ${row.twice} done twice`);
  report(row);
}

function told({ acknowledged, statuses, recovery, worked, signInBack, slowest, notes }) {
  const done = Object.entries(acknowledged).map(([what, count]) => `${count} ${what}`);
  const times = { recovery, worked, 'sign-in': signInBack, slowest };
  const seconds = Object.entries(times).map(([what, s]) => `${what} ${s.toFixed(1)} s`);
  return `${done.join(', ')} acknowledged; ${seconds.join(', ')}; failed: ${[statuses, ...notes].filter(Boolean).join('; ') || 'nothing'}`;
}
