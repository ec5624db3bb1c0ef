// The product and its command line, as an operator runs them, and clients that send requests without pause.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../bench/free-port.mjs';

const root = join(import.meta.dirname, '..', '..', '..');

function environment(given) {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, LOG_LEVEL: 'fatal', METRICS_PORT: '0', BACKUP_EVERY_HOURS: '0', ...given };
}

/** Starts solo; resolves when it serves. */
export async function startProduct(env) {
  const port = await freePort();
  const main = join(root, 'dist', 'apps', 'solo', 'main.js');
  const child = spawn(process.execPath, [main], {
    cwd: root,
    env: environment({ PORT: String(port), ...env }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      printed += data;
      if (printed.includes('Ctrl-C')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The start ended with ${code}:\n${printed}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    operatorKey: /palier_op_\S+/.exec(printed)?.[0],
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
    },
  };
}

/** Runs `palier …` to its end; returns its output. */
export function palier(env, ...args) {
  const command = join(root, 'apps', 'cli', 'palier.mjs');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, ...args], { cwd: root, env: environment(env) }, (error, stdout, stderr) => {
      if (error) reject(new Error(`palier ${args[0]}: ${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}

/** Writes and reads over HTTP until it is stopped, and counts what was confirmed, refused and failed. */
export function startClients(url, operatorKey, prefix) {
  const seen = { confirmed: [], refused: 0, wrong: [], reads: 0, failedReads: 0 };
  const stopping = new AbortController();
  const headers = { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' };
  const write = async (slug) => {
    const body = JSON.stringify({ slug, name: slug, product: 'veille', plan: 'free' });
    const answer = await fetch(`${url}/v1/platform/tenants`, { method: 'POST', headers, body });
    const { code } = await answer.json();
    if (answer.status === 201) seen.confirmed.push(slug);
    else if (answer.status === 503 && code === 'writes_paused' && answer.headers.get('retry-after')) seen.refused += 1;
    else seen.wrong.push(`${answer.status} ${code}`);
  };
  const read = async () => {
    // Not the same page twice: a cached answer would prove nothing.
    const answer = await fetch(`${url}/v1/platform/tenants?limit=1&sort=-createdAt&product=veille`, { headers });
    await answer.arrayBuffer();
    seen.reads += 1;
    if (answer.status !== 200) seen.failedReads += 1;
  };
  const forEver = async (work, everyMs) => {
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      await work(`${prefix}-${n}`).catch((error) => seen.wrong.push(String(error.cause ?? error)));
      await pause(everyMs);
    }
  };
  const done = Promise.all([forEver(write, 20), forEver(read, 10)]);
  return {
    stop: async () => {
      stopping.abort();
      await done;
      return seen;
    },
  };
}
