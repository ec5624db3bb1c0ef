// A ZIP of rides of an hour, from its upload to the end of its import, against uploads of the same kind of files one by one.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { startPalier } from './palier.mjs';
import { rideOf, uploadAll } from './rides.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const CLUB = 'club';
const BEGAN = Date.UTC(2020, 0, 1);
const HOUR_MS = 3_600_000;

/** @param {{ files?: number, rounds?: number }} options `files` of a round; a rider may begin 20 imports a day */
export async function run({ files = 100, rounds = 5 } = {}) {
  const palier = await startPalier();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const about = ['--name', 'Club', '--product', 'velo', '--plan', 'enterprise'];
    const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
    execFileSync('npx', ['palier', 'tenant', 'create', CLUB, ...about], { env });
    importAccounts(palier.dataDir, CLUB, 1);
    const token = await tokenOf(sender(palier.url, agent), CLUB, 0);
    const samples = [];
    let hour = 0;
    const made = () => Array.from({ length: files }, () => rideOf(BEGAN + hour++ * HOUR_MS));
    for (let round = 0; round <= rounds; round += 1) {
      const [single, zipped] = [made(), await zipOf(made())];
      const alone = await secondsOf(() => uploadAll(palier.url, token, single, 1));
      const together = await secondsOf(() => importAll(palier.url, token, zipped, files));
      // The first round compiles the code, and starts the thread.
      if (round > 0) samples.push({ alone, together });
    }
    const ratios = samples.map(({ alone, together }) => alone / together);
    const aSecond = (seconds) => (files / median(seconds)).toFixed(1);
    return [
      {
        name: 'rides of an hour in a ZIP, against one by one',
        ratio: median(ratios),
        ...spread(ratios),
        goal: 0.7,
        detail: `${aSecond(samples.map(({ together }) => together))} against ${aSecond(samples.map(({ alone }) => alone))} files a second, ${files} files`,
      },
    ];
  } finally {
    agent.destroy();
    await palier.stop();
  }
}

async function secondsOf(work) {
  const at = performance.now();
  await work();
  return (performance.now() - at) / 1000;
}

function zipOf(files) {
  const zip = new ZipFile();
  for (const [index, file] of files.entries()) zip.addBuffer(file, `activities/${index}.fit`);
  zip.end();
  return buffer(zip.outputStream);
}

async function importAll(url, token, body, files) {
  const authorization = `Bearer ${token}`;
  const headers = { authorization, 'content-type': 'application/zip' };
  const begun = await fetch(`${url}/v1/rides/archives`, { method: 'POST', headers, body });
  if (begun.status !== 202) throw new Error(`An archive answers ${begun.status} ${await begun.text()}`);
  const { id } = await begun.json();
  for (;;) {
    const operation = await (await fetch(`${url}/v1/operations/${id}`, { headers: { authorization } })).json();
    if (operation.state === 'succeeded' && operation.result.stored === files) return;
    if (!['queued', 'running'].includes(operation.state))
      throw new Error(`The import ends ${JSON.stringify(operation)}`);
    await pause(20);
  }
}

if (import.meta.main)
  printTable(await run({ files: Number(process.argv[2] ?? 100), rounds: Number(process.argv[3] ?? 5) }));
