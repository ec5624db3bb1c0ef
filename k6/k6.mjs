// The program k6: where it is, what it needs, and a run of it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from './arguments.mjs';

/** Open files of k6 besides its connections. */
const OTHER_FILES = 100;
/** Seconds for setup() and the end of a run, besides its own. */
const AROUND = 330;
const LAST_LINES = 40;

/** @throws Error a sentence that says how to get it */
export function findK6({ K6 = 'k6' }) {
  if (spawnSync(K6, ['version']).status === 0) return K6;
  throw new Error(
    `${K6} is missing: install it (https://grafana.com/docs/k6/latest/set-up/install-k6/), or with Go by "go install go.k6.io/k6/v2@v2.2.0", and have it in PATH or its path in K6.`,
  );
}

/**
 * What a scenario needs of this machine, beside its variables.
 *
 * @returns {string[]} options of k6
 * @throws Error a sentence where this machine cannot hold its connections
 */
export function k6Options(plan, url, machine = machineLimits()) {
  const { name, atOnce } = plan;
  const { files, ports } = machine;
  if (files < atOnce + OTHER_FILES) {
    throw new Error(
      `${name} opens ${atOnce} connections, and this shell admits ${files} open files: raise them (ulimit -Hn ${atOnce + OTHER_FILES}), or give a smaller --rate.`,
    );
  }
  if (atOnce <= 0.9 * ports) return [];
  // On loopback k6 has other addresses too.
  if (isLoopback(url)) return ['--local-ips', `127.0.0.1-127.0.0.${Math.ceil(atOnce / (0.9 * ports))}`];
  throw new Error(
    `${name} opens ${atOnce} connections, and this machine has ${ports} ports for one server: run it from several machines with a smaller --rate.`,
  );
}

/** How many files and ports this machine admits. */
function machineLimits() {
  // k6 raises its soft limit by itself.
  const files = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  const range = '/proc/sys/net/ipv4/ip_local_port_range';
  const [from, to] = existsSync(range) ? readFileSync(range, 'utf8').trim().split(/\s+/).map(Number) : [49_152, 65_535];
  return { files: files === 'unlimited' ? Number.POSITIVE_INFINITY : Number(files), ports: to - from + 1 };
}

/**
 * Runs a scenario to its end.
 *
 * @param {Record<string, string | number>} env the variables of its file
 * @returns how it ended, its summary where it came to one, and the last lines of its output
 */
export async function runK6(k6, plan, options, env, directory) {
  const [log, exported] = ['log', 'json'].map((ending) => join(directory, `${plan.name}.${ending}`));
  const args = ['run', '--quiet', '--no-color', '--no-usage-report', '--summary-export', exported, ...options];
  const output = openSync(log, 'w');
  // Variables of this shell are none of the file's.
  const own = Object.fromEntries(['PATH', 'HOME'].map((name) => [name, process.env[name]]));
  const child = spawn(k6, [...args, join('k6', plan.file)], {
    env: { ...own, ...env },
    stdio: ['ignore', output, output],
    timeout: (plan.seconds + AROUND) * 1000,
  });
  closeSync(output);
  const stop = () => child.kill();
  process.once('exit', stop);
  const [status] = await once(child, 'close');
  process.off('exit', stop);
  const summary = existsSync(exported) ? JSON.parse(readFileSync(exported, 'utf8')) : undefined;
  return { status, summary, lines: readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES) };
}
