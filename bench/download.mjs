// A bundle of 50 MB through the built product, against nginx sending the same file from the same disk.
import { execFile, spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';
import { cpuSeconds } from './load.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const MEGABYTES = 50;
/** Downloads of one sample, and how many run at once. */
const [DOWNLOADS, AT_ONCE] = [20, 4];
const [ROUNDS, SECONDS_TO_MAKE] = [5, 60];

/** Downloads per second and per CPU-second of the server, interleaved; one row per ratio. */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  const palier = await startPalier();
  let nginx;
  try {
    const dataDir = join(dirname(palier.log), 'var');
    const { path, digest, tenant, bytes } = await bundleOf(palier.url, await importedApp(directory, dataDir));
    const file = join(dataDir, 'storage', tenant, digest.slice(0, 2), digest);
    nginx = await startNginx(directory, dirname(file));
    const contenders = {
      nginx: { url: `${nginx.url}/${digest}`, pid: nginx.pid, bytes },
      twin: { url: `${nginx.url}/${digest}`, pid: nginx.pid, bytes },
      process: { url: `${palier.url}${path}`, pid: palier.pid, bytes },
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        const sample = await download(contender);
        // The first round warms up and is not counted.
        if (round >= 0) samples[name].push(sample);
      }
    }
    return [
      row('a bundle through this process against nginx, per second', samples.process, samples.nginx, 'perSecond'),
      row('the same, per CPU-second', samples.process, samples.nginx, 'perCpuSecond'),
      row('nginx against itself, per CPU-second', samples.twin, samples.nginx, 'perCpuSecond'),
    ];
  } finally {
    nginx?.stop();
    await palier.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Publishes an app of random bytes, which nothing compresses, and returns its slug. */
async function importedApp(directory, dataDir) {
  const folder = join(directory, 'node_modules', 'bench-download');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bench-download', version: '1.0.0' }));
  const file = createWriteStream(join(folder, 'data.bin'));
  for (let megabyte = 0; megabyte < MEGABYTES; megabyte += 1) file.write(randomFillSync(Buffer.alloc(2 ** 20)));
  file.end();
  await finished(file);
  const command = ['apps/cli/palier.mjs', 'catalog', 'import', join(directory, 'node_modules'), '--tenant', 'wistant'];
  await promisify(execFile)(process.execPath, command, { env: { ...process.env, PALIER_DATA_DIR: dataDir } });
  return 'bench-download';
}

/** Has the bundle made, and returns where it is. */
async function bundleOf(url, slug) {
  for (let second = 0; second < SECONDS_TO_MAKE; second += 1) {
    const answer = await fetch(`${url}/v1/stores/wistant/apps/${slug}/downloads`, { method: 'POST' });
    if (answer.status === 200) {
      const link = await answer.json();
      const path = new URL(link.url).pathname;
      // The tenant is the first id of the token.
      const tenant = Buffer.from(path.split('/downloads/')[1], 'base64url')
        .toString('hex', 1, 17)
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      return { ...link, path, tenant };
    }
    if (answer.status !== 202) throw new Error(`The link was refused: ${await answer.text()}`);
    await pause(1000);
  }
  throw new Error(`The bundle was not made within ${SECONDS_TO_MAKE} s.`);
}

/** One process that sends the files of a folder, with the settings that the shipped ones leave to nginx. */
async function startNginx(directory, folder) {
  const port = await freePort();
  const settings = join(directory, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${directory};`);
  await writeFile(
    settings,
    `daemon off; master_process off; pid ${join(directory, 'nginx.pid')}; error_log stderr crit;
     events {}
     http { access_log off; sendfile on; ${paths.join(' ')}
       server { listen 127.0.0.1:${port}; location / { alias ${folder}/; } } }`,
  );
  const child = spawn('nginx', ['-c', settings], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    if (await fetch(url).catch(() => undefined)) return { url, pid: child.pid, stop: () => child.kill() };
    await pause(25);
  }
  throw new Error('nginx did not start.');
}

async function download({ url, pid, bytes }) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const before = cpuSeconds(pid);
  const start = performance.now();
  await Promise.all(Array.from({ length: DOWNLOADS }, () => one(url, agent, bytes)));
  const [seconds, cpu] = [(performance.now() - start) / 1000, cpuSeconds(pid) - before];
  agent.destroy();
  return { perSecond: DOWNLOADS / seconds, perCpuSecond: DOWNLOADS / cpu };
}

async function one(url, agent, bytes) {
  const [answer] = await once(get(url, { agent }), 'response');
  let received = 0;
  for await (const chunk of answer) received += chunk.length;
  if (answer.statusCode !== 200 || received !== bytes) throw new Error(`${answer.statusCode} with ${received} bytes.`);
}

function row(name, ours, theirs, unit) {
  const ratios = ours.map((sample, i) => sample[unit] / theirs[i][unit]);
  const figure = (samples) => median(samples.map((sample) => sample[unit])).toPrecision(3);
  const detail = `${figure(ours)} against ${figure(theirs)} downloads of ${MEGABYTES} MB, ${AT_ONCE} at once`;
  return { name, ratio: median(ratios), ...spread(ratios), detail };
}

if (import.meta.main) printTable(await run());
