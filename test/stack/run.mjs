/**
 * `npm run stack -- growth|scale [--apis N] [--workers N] [--redis single|sentinel|cluster] [--replica] [--pools] [--port N]`:
 * the servers and
 * processes of that step of the ladder on this machine, on loopback, with the demonstrations of a first start, until Ctrl-C.
 * `npm run stack -- restart`: ends each API and worker of the running stack and starts it again, one after the other.
 */
import '../support/sources.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

process.chdir(join(import.meta.dirname, '..', '..'));
const { runProcess } = await import('../../dist/apps/terminal/run-process.js');
const { portIsFree } = await import('../../dist/apps/terminal/port-is-free.js');
const { claim, directory, askForRestart, listenForRestart, requireNone } = await import('./one-stack.mjs');

const USAGE =
  'npm run stack -- growth|scale|restart [--apis 1 to 64] [--workers 0 to 64] [--redis single|sentinel|cluster] [--replica] [--pools] [--port 3000]';
const steps = {
  growth: { apis: 1, workers: 1, redis: 'single', pooler: false, nginx: false },
  scale: { apis: 2, workers: 1, redis: 'sentinel', pooler: true, nginx: true },
};

try {
  const given = readCommand();
  if (given === 'restart') await askForRestart();
  else {
    await requirePrograms(given);
    requireNone();
    await runProcess((atEnd) => runStack(given, atEnd));
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

function readCommand() {
  const number = { type: 'string' };
  const options = {
    apis: number,
    workers: number,
    redis: { type: 'string' },
    replica: { type: 'boolean', default: false },
    pools: { type: 'boolean', default: false },
    port: { ...number, default: '3000' },
  };
  const { values, positionals } = readArguments(options);
  const [step, ...more] = positionals;
  if (step === 'restart' && more.length === 0) return step;
  if (!Object.hasOwn(steps, step ?? '') || more.length > 0) throw new Error(`Choose what to start: ${USAGE}`);
  const { replica, pools } = values;
  const chosen = { ...steps[step], step, replica, pools, port: whole('--port', values.port, 1024, 65_535) };
  if (values.apis !== undefined) chosen.apis = whole('--apis', values.apis, 1, 64);
  if (values.workers !== undefined) chosen.workers = whole('--workers', values.workers, 0, 64);
  if (values.redis !== undefined) chosen.redis = values.redis;
  if (!['single', 'sentinel', 'cluster'].includes(chosen.redis)) {
    throw new Error(`--redis ${chosen.redis} is none of single, sentinel and cluster.`);
  }
  if (chosen.apis > 1 && !chosen.nginx)
    throw new Error('Growth has one API: take "scale" for several, which need nginx.');
  if (pools && chosen.apis < 2)
    throw new Error('--pools needs "scale" with two APIs or more: one for sign-in, others for all else.');
  return chosen;
}

function readArguments(options) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error.message.split('. ')[0]}: ${USAGE}`);
  }
}

function whole(name, text, least, most) {
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Error(`${name} ${text} is no whole number from ${least} to ${most}.`);
}

async function runStack({ step, ...options }, atEnd) {
  await portIsFree('127.0.0.1', options.port, '--port');
  if (claim()) console.log('Palier: removed what a stack left that was killed.');
  // Whatever ends this process, the next one removes all of it.
  process.env.TMPDIR = join(directory, 'tmp');
  const { startStack } = await import('./stack.ts');
  const { seed } = await import('./seed.mjs');
  console.log(`Palier: starting the stack in ${directory}…`);
  let seeded;
  const prepare = async ({ env, postgres }) => {
    seeded = await seed(env, postgres.shareDirectory, options.workers > 0);
  };
  const env = { PALIER_ENVIRONMENT: 'development' };
  const stack = await startStack({ ...options, env, directory }, prepare);
  atEnd(() => stack.stop());
  const settings = join(directory, 'control', 'settings.env');
  writeFileSync(
    settings,
    Object.entries(stack.env)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    { mode: 0o600 },
  );
  atEnd(await listenForRestart((tell) => stack.restart((name) => tell(`${name} was replaced.`))));
  process.stdout.write(await blockOf(step, stack, settings, seeded));
}

async function requirePrograms({ pooler, nginx }) {
  const { findProgram } = await import('./server-process.ts');
  const missing = ['redis-server', ...(pooler ? ['pgbouncer'] : []), ...(nginx ? ['nginx'] : [])].filter(
    (name) => !findProgram(name),
  );
  if (missing.length > 0) throw new Error(`Not installed: ${missing.join(', ')}. Debian has a package of each name.`);
}

async function blockOf(step, stack, settings, seeded) {
  const { block } = await import('../../dist/apps/solo/block.js');
  const { ladderOf } = await import('../../dist/apps/api/ladder.js');
  const { readSettings } = await import('../../dist/libs/platform/config/index.js');
  const ladder = { ...ladderOf(readSettings(stack.env)), step };
  const list = (processes) => processes.map(({ pid }) => pid).join(', ') || 'none';
  const parts = [
    ['nginx', stack.nginx && `before ${stack.apis.map(({ url }) => url).join(', ')}`],
    ['API processes', list(stack.apis)],
    ['workers', list(stack.workers)],
    ['logs', join(directory, 'logs')],
    ['settings', `${settings}  (for npx palier: set -a; . ${settings})`],
  ].filter(([, value]) => value);
  // As `npm run load -- --metrics` takes them.
  const processes = [...stack.apis, ...stack.workers];
  const metricsUrl = processes.map(({ env }) => `http://127.0.0.1:${env.METRICS_PORT}/metrics`).join();
  const facts = { ladder, url: stack.url, metricsUrl, hasMailsPage: false, parts, seconds: process.uptime() };
  return block({ ...facts, ...seeded });
}
