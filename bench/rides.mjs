// Rides of an hour that are uploaded, read and stored, against reading the same files alone.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { FitBaseType, FitEncoder } from 'fit-file-parser/encoder';
import { readRecordings } from '../dist/libs/rides/recordings/read-recordings.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const CLUB = 'club';
/** Uploads at once. */
const AT_ONCE = 4;
const BEGAN = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** @param {{ files?: number, rounds?: number }} options `files` of a round */
export async function run({ files = 40, rounds = 5 } = {}) {
  const palier = await startPalier();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const about = ['--name', 'Club', '--product', 'velo', '--plan', 'enterprise'];
    const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
    execFileSync('npx', ['palier', 'tenant', 'create', CLUB, ...about], { env });
    importAccounts(palier.dataDir, CLUB, 1);
    const token = await tokenOf(sender(palier.url, agent), CLUB, 0);
    const samples = [];
    for (let round = 0; round <= rounds; round += 1) {
      const made = Array.from({ length: files }, (_, n) => rideOf(BEGAN + (round * files + n) * HOUR_MS));
      const alone = secondsOf(() => {
        for (const file of made) readRecordings(file, Date.now());
      });
      const at = performance.now();
      await uploadAll(palier.url, token, made);
      // The first round compiles the code, and starts the thread.
      if (round > 0) samples.push({ alone, stored: (performance.now() - at) / 1000 });
    }
    const ratios = samples.map(({ alone, stored }) => alone / stored);
    const aSecond = (seconds) => (files / median(seconds)).toFixed(1);
    return [
      {
        name: 'rides of an hour read and stored, against reading alone',
        ratio: median(ratios),
        ...spread(ratios),
        goal: 0.5,
        detail: `${aSecond(samples.map(({ stored }) => stored))} against ${aSecond(samples.map(({ alone }) => alone))} files a second, ${(rideOf(BEGAN).length / 1024).toFixed(0)} KiB each`,
      },
    ];
  } finally {
    agent.destroy();
    await palier.stop();
  }
}

function secondsOf(work) {
  const at = performance.now();
  work();
  return (performance.now() - at) / 1000;
}

/** @param {number} [atOnce] */
export async function uploadAll(url, token, files, atOnce = AT_ONCE) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const left = [...files];
  const send = async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      const answer = await fetch(`${url}/v1/rides/files`, { method: 'POST', headers, body: file });
      if (answer.status !== 201) throw new Error(`An upload answers ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
}

const { Uint8, Uint16, Uint32, Sint32, Sint8, Enum } = FitBaseType;
const half = (degrees) => Math.round((degrees * 2 ** 31) / 180);
const field = (number, baseType, size, value) => ({ number, baseType, size, value });

/** A FIT of an hour with a point a second, as a bicycle computer records it. */
export function rideOf(beganAt) {
  const fit = new FitEncoder();
  fit.writeMessage(0, [field(0, Enum, 1, 4)]);
  for (let second = 0; second < 3600; second += 1) {
    fit.writeMessage(20, [
      field(253, Uint32, 4, FitEncoder.toFitTimestamp(new Date(beganAt + second * 1000))),
      field(0, Sint32, 4, half(48 + second * 0.00006)),
      field(1, Sint32, 4, half(-1.6 + Math.sin(second / 60) / 1000)),
      field(2, Uint16, 2, Math.round((140 + Math.sin(second / 100) * 30 + 500) * 5)),
      field(3, Uint8, 1, 120 + (second % 40)),
      field(4, Uint8, 1, 80 + (second % 9)),
      field(7, Uint16, 2, 150 + (second % 100)),
      field(13, Sint8, 1, 15),
    ]);
  }
  return Buffer.from(fit.close());
}

if (import.meta.main)
  printTable(await run({ files: Number(process.argv[2] ?? 40), rounds: Number(process.argv[3] ?? 5) }));
