// 5,000 streams of events on one process: their memory, the time of a broadcast, and what it costs other requests.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Streams that are open before those whose memory is measured, so that what all share is not counted. */
const first = 500;
/** Milliseconds between two requests to the other route, whether earlier ones were answered or not. */
const every = 5;

/** Kilobytes a stream, milliseconds until the last of all has a broadcast, and the p99 of another route beside it. */
export async function run({ streams = 5000, rounds = 10 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = start('./servers/streams-api.mjs', ['--expose-gc']);
  const clients = start('./servers/stream-clients.mjs');
  try {
    server.send({ directory: join(directory, 'var'), streams });
    const [{ url, tokens }] = await once(server, 'message');
    await ask(clients, { url, tokens: tokens.slice(0, first) });
    const { memory: before } = await ask(server, 'memory');
    await ask(clients, { url, tokens: tokens.slice(first) });
    const { memory: after } = await ask(server, 'memory');
    const { sweep } = await ask(server, 'sweep');
    const route = `${url}/health/live`;
    await p99While(route, () => pause(1000));
    const rest = await p99While(route, () => pause(rounds * 500));
    const times = [];
    const busy = await p99While(route, async () => {
      for (let i = 0; i < rounds; i += 1) {
        const arrival = once(clients, 'message');
        const { broadcast } = await ask(server, 'broadcast');
        const [{ receivedAt }] = await arrival;
        times.push(receivedAt - broadcast);
        await pause(500);
      }
    });
    return [
      memoryRow(streams - first, before, after),
      { name: `broadcast to ${streams} streams`, ratio: median(times), ...spread(times), unit: 'ms', atMost: 100 },
      p99Row(rest, busy),
      { name: `look at the access of ${streams} streams`, ratio: sweep, min: sweep, max: sweep, unit: 'ms', atMost: 1 },
    ];
  } finally {
    clients.disconnect();
    if (server.connected) {
      server.send('stop');
      await once(server, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

function start(path, execArgv = []) {
  return fork(fileURLToPath(new URL(path, import.meta.url)), { execArgv });
}

async function ask(child, message) {
  const answer = once(child, 'message');
  child.send(message);
  const [value] = await answer;
  if (value.lost) throw new Error('A stream was lost.');
  return value;
}

/** The 99th percentile of the milliseconds of a route, requested at a steady rate during some work. */
async function p99While(url, work) {
  const agent = new Agent({ keepAlive: true });
  const times = [];
  const timer = setInterval(() => {
    const begun = performance.now();
    get(url, { agent }, (answer) => answer.resume().on('end', () => times.push(performance.now() - begun)));
  }, every);
  await work();
  clearInterval(timer);
  await pause(100);
  agent.destroy();
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

function memoryRow(count, before, after) {
  const kilobytes = (what) => (after[what] - before[what]) / count / 1024;
  const all = kilobytes('rss');
  const detail = `${kilobytes('heapUsed').toFixed(1)} KB of them in the heap`;
  return { name: 'resident memory of a stream', ratio: all, min: all, max: all, unit: 'KB', atMost: 16, detail };
}

function p99Row(rest, busy) {
  const ratio = busy / rest;
  const detail = `${rest.toFixed(1)} ms at rest, ${busy.toFixed(1)} ms beside broadcasts`;
  return { name: 'p99 of another route beside broadcasts', ratio, min: ratio, max: ratio, atMost: 2, detail };
}

if (import.meta.main) printTable(await run());
