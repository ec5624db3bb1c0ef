/**
 * `npm run load -- --url http://… [name…]`: runs the scenarios of k6 against a Palier and prints what was promised beside what was
 * measured, in one table (docs/operations.md, "Load"). Exits with 1 where one missed, and with 2 where it could not begin.
 */
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './arguments.mjs';
import { contents, senderOf } from './content.mjs';
import { findK6, k6Options, runK6 } from './k6.mjs';
import { placeOf, printRows, rowOf } from './report.mjs';
import { peopleOf } from './scenarios.mjs';
import { seed } from './seed.mjs';
import { signIn } from './sign-in.mjs';
import { processorSeconds, readTarget, requireTenant, tooLimited } from './target.mjs';

process.chdir(join(import.meta.dirname, '..'));
// Only this user may read what is in it: access tokens.
const directory = mkdtempSync(join(tmpdir(), 'palier-load-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
const rows = [];
try {
  const given = readArguments(process.argv.slice(2), process.env);
  if (given.coefficients) await measureCoefficients(given);
  else await runScenarios(given);
} catch (error) {
  if (rows.length > 0) printRows(rows);
  console.error(error.message);
  process.exitCode = 2;
}

async function runScenarios(given) {
  // Not only after an hour of runs.
  if (given.json) closeSync(openSync(given.json, 'a'));
  const k6 = findK6(process.env);
  const policy = await readTarget(given.url);
  const refusal = given.chosen.map((plan) => tooLimited(policy, plan)).find(Boolean);
  if (refusal) throw new Error(refusal);
  const prepared = given.chosen.map((plan) => ({ plan, options: k6Options(plan, given.url) }));
  await processorSeconds(given.metrics);
  if (given.seed) await seed(given.chosen, { ...given, directory, say: (text) => console.log(`seed: ${text}`) });
  for (const { plan, options } of prepared)
    rows.push(await run(plan, options, given, k6).catch(failedRow(plan, given)));
  printRows(rows);
  if (given.json) writeFileSync(given.json, `${JSON.stringify(rows, null, 2)}\n`);
  const passed = rows.filter((row) => row.passed).length;
  console.log(`${passed} passed, ${rows.length - passed} failed`);
  process.exitCode = passed === rows.length ? 0 : 1;
}

/** Starts a stack, which ends with this process. */
async function measureCoefficients(given) {
  const k6 = findK6(process.env);
  const temporary = mkdtempSync(join(tmpdir(), 'palier-coefficients-'));
  // As root PostgreSQL and PgBouncer run under other accounts.
  chmodSync(temporary, 0o755);
  process.env.TMPDIR = temporary;
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  const { writeCoefficients } = await import('./coefficients/measure.mjs');
  const differing = await writeCoefficients({ ...given, k6, directory });
  console.log(
    differing.length === 0
      ? `Wrote ${given.coefficients}.`
      : `Wrote ${given.coefficients}. Two runs differ by more than 20 %:`,
  );
  for (const sentence of differing) console.log(`  ${sentence}`);
}

/** The others still run where one cannot begin. */
function failedRow(plan, { on }) {
  return (error) => {
    console.error(`${plan.name} could not run: ${error.message}`);
    return rowOf(plan, { status: null }, { on: placeOf(on) });
  };
}

/** Signs in who takes part, has them write what is missing, and runs a scenario. @returns its row */
async function run(plan, options, { url, password, short, seed: seeds, metrics, on }, k6) {
  const env = { BASE_URL: url, SECONDS: plan.seconds, PASSWORD: password, ...plan.env, ...plan.loads };
  if (short) env.WITHOUT_TIMES = 1;
  if (plan.tenant) await requireTenant(url, plan.tenant);
  const people = peopleOf(plan);
  if (people.length > 0) {
    console.log(`${plan.name}: ${people.length} sign in…`);
    const tokens = await signIn(url, people, password);
    const write = seeds ? contents[plan.tenant] : undefined;
    const wrote = await write?.(tokens.map((token) => senderOf(url, token)));
    if (wrote !== undefined) console.log(`seed: ${plan.tenant}: ${wrote || 'none'} of them had something to write`);
    env.TOKENS = join(directory, 'tokens.json');
    writeFileSync(env.TOKENS, JSON.stringify(tokens));
  }
  console.log(`${plan.name}: ${plan.seconds} s…`);
  const before = await processorSeconds(metrics);
  const outcome = await runK6(k6, plan, options, env, directory);
  const seconds = await secondsSince(before, metrics);
  const row = rowOf(plan, outcome, { seconds, on: placeOf(on) });
  if (row.verdict === 'failed')
    console.log([`${plan.name} failed; the end of what k6 wrote:`, ...outcome.lines].join('\n'));
  return row;
}

/** What the processes used since then; undefined where one does not answer any more, or another process does. */
async function secondsSince(before, metrics) {
  if (metrics.length === 0) return undefined;
  const now = await processorSeconds(metrics).catch(() => before);
  if (now > before) return now - before;
  console.log('A process of --metrics has ended: the processor time is not known.');
  return undefined;
}
