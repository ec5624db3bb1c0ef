// `--connections` (30,000) clients of `--processes` (2) of an API stay connected for `--seconds` (60), while `--rate` (500) requests
// a second come from all of them in turn; with `--streams` they follow events, and hear a broadcast within a second. No
// connection is lost, and at SIGTERM every request is answered and every connection ended.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { Database } from '../../dist/libs/platform/database/index.js';
import { Realtime, topicOf } from '../../dist/libs/platform/realtime/index.js';
import { openDeployment } from './deployment/deployment.mjs';

const number = (text) => ({ type: 'string', default: text });
const options = { connections: number('30000'), processes: number('2'), seconds: number('60'), rate: number('500') };
const { values } = parseArgs({ options: { ...options, streams: { type: 'boolean', default: false } } });
const [connections, processes, seconds, rate] = ['connections', 'processes', 'seconds', 'rate'].map((name) => {
  if (Number(values[name]) > 0) return Number(values[name]);
  throw new Error(`--${name} ${values[name]} is no number above 0.`);
});
const [SLUG, CLIENTS, FEW, STREAMS_OF_ONE, DRAIN_MS, BROADCASTS] = ['crowd', 3, 100, 10, 2000, 5];
/** Connections that are open before those whose memory is measured, so that what all share is not counted. */
const FIRST = 3000;
/** Bytes of a connection and of a stream, and milliseconds of a broadcast. */
const [MOST_BYTES, MOST_STREAM_BYTES, MOST_BROADCAST_MS] = [10_240, 12_288, 1000];

const env = { API_PROCESSES: String(processes), MAX_EVENT_STREAMS: '1000000', DRAIN_MS: String(DRAIN_MS) };
const deployment = await openDeployment({ [SLUG]: 200 }, { env });
const clients = Array.from({ length: CLIENTS }, () => fork(join(import.meta.dirname, 'connections', 'clients.mjs')));
const clientsEnded = Promise.race(clients.map((client) => once(client, 'exit'))).then(([code]) => {
  throw new Error(`Clients ended with ${code}.`);
});
// Their end at last is no fault.
clientsEnded.catch(() => {});
const path = values.streams ? '/v1/events' : `/v1/stores/${SLUG}/apps?limit=20`;
const held = [];
try {
  const api = deployment.apis[0];
  const pids = readFileSync(`/proc/${api.pid}/task/${api.pid}/children`, 'utf8').trim().split(' ').map(Number);
  const tokens = values.streams ? await makeTokens(connections) : undefined;
  await open(FEW);
  const alone = await load(20);
  await open(FIRST - FEW);
  await load(5);
  const before = bytesOf(pids);
  const beganAt = performance.now();
  await open(connections - FIRST);
  const opened = (performance.now() - beganAt) / 1000;
  if (values.streams) await pause(seconds * 1000);
  const among = values.streams ? undefined : await load(seconds);
  const each = (bytesOf(pids) - before) / (connections - FIRST);
  console.log(
    `${connections} ${values.streams ? 'streams' : 'connections'} at ${processes} processes: ${connections - FIRST} of them opened in ${opened.toFixed(1)} s, ${(each / 1024).toFixed(1)} KB each`,
  );
  held.push(each <= (values.streams ? MOST_STREAM_BYTES : MOST_BYTES));
  if (values.streams) await broadcast();
  else {
    const [few, many] = [alone, among].map(({ times }) => p99(times));
    console.log(
      `${among.times.length} requests at ${rate} a second, ${among.failed.length} failed; p99 ${many.toFixed(1)} ms, with ${FEW} connections ${few.toFixed(1)} ms`,
    );
    held.push(among.failed.length === 0, many <= 2 * few);
  }
  const gone = sum(await all('lost'));
  console.log(`${gone} were lost`);
  held.push(gone === 0);
  await drain(api);

  async function open(count) {
    const part = Math.ceil(count / CLIENTS);
    await Promise.all(
      clients.map((client, i) => {
        const own = { url: deployment.url, path, number: i + 1, count: Math.min(part, count - i * part) };
        return ask(client, 'open', { ...own, tokens: tokens?.splice(0, own.count) });
      }),
    );
  }
} finally {
  for (const client of clients) if (client.connected) client.disconnect();
  await deployment.close();
}
process.exit(held.every(Boolean) ? 0 : 1);

/** Within the time of draining every request is answered; then every connection ends. */
async function drain(api) {
  const at = Date.now();
  const ended = api.end('SIGTERM');
  const last = values.streams ? { times: [], failed: [] } : await load((DRAIN_MS - 500) / 1000);
  const closings = await all('closed');
  const open = sum(closings.map((each) => each.open));
  const closed = Math.max(...closings.map((each) => each.at)) - at;
  const code = await ended;
  console.log(
    `SIGTERM: ${last.times.length} requests answered, ${last.failed.length} failed; the last connection ended after ${(closed / 1000).toFixed(2)} s, ${open} never, the processes after ${((Date.now() - at) / 1000).toFixed(2)} s with ${code}`,
  );
  held.push(last.failed.length === 0, open === 0, code === 0);
}

/** Sends messages to all streams. */
async function broadcast() {
  const times = [];
  for (let n = 0; n < BROADCASTS; n += 1) {
    const listening = clients.map((client) => ask(client, 'message', {}, 'listening'));
    const heard = listening.map((begun, i) => begun.then(() => next(clients[i], 'message')));
    await Promise.all(listening);
    const at = performance.timeOrigin + performance.now();
    const tenantId = deployment.ids[SLUG];
    await deployment.get(Database).transaction({ tenantId }, async (tx) => {
      deployment.get(Realtime).publish(tx, topicOf.tenant(tenantId), { name: 'drill.changed', data: {} });
    });
    const messages = await Promise.all(heard);
    held.push(messages.every(({ waiting }) => waiting === 0));
    times.push(Math.max(...messages.map((each) => each.at)) - at);
  }
  console.log(`a broadcast reached all of them after ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
  held.push(Math.max(...times) <= MOST_BROADCAST_MS);
}

/** @returns the answers of all clients at that rate in all */
async function load(seconds) {
  const parts = values.streams ? [] : await all('load', { path, rate: rate / CLIENTS, seconds });
  return { times: parts.flatMap(({ times }) => times), failed: parts.flatMap(({ failed }) => failed) };
}

function all(what, of) {
  return Promise.all(clients.map((client) => ask(client, what, of)));
}

function ask(client, what, of = {}, answer = what) {
  const answered = next(client, answer);
  client.send({ what, ...of });
  return answered;
}

/** @throws Error where some clients end before */
async function next(client, what) {
  const [message] = await Promise.race([once(client, 'message'), clientsEnded]);
  return message[what];
}

async function makeTokens(count) {
  const made = [];
  for (let user = uuidv7(); made.length < count; user = made.length % STREAMS_OF_ONE === 0 ? uuidv7() : user) {
    const session = {
      tenantId: deployment.ids[SLUG],
      userId: user,
      id: uuidv7(),
      role: 'member',
      name: 'Ada Lovelace',
    };
    made.push((await deployment.get(AccessTokens).issue(session, SLUG, uuidv7())).accessToken);
  }
  return made;
}

/** Resident memory of processes. */
function bytesOf(pids) {
  return sum(
    pids.map((pid) => 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])),
  );
}

function p99(times) {
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1];
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}
