// Resident memory of processes: at rest, at work, and of each connection and stream.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from 'uuidv7';
import { residentMegabytes } from '../../bench/memory.mjs';
import { median } from '../../bench/statistics.mjs';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';

const CLIENTS = fileURLToPath(new URL('../../test/drill/connections/clients.mjs', import.meta.url));
const STREAMS_OF_ONE = 10;
/** How many are open before those that are measured, so that what all share is not counted, and how many these are. */
const SOCKETS = {
  short: { connection: [100, 200], stream: [100, 200] },
  whole: { connection: [3000, 7000], stream: [500, 4500] },
};
const AT_REST_MS = 5000;

/** Megabytes of 1,048,576 bytes. */
export const megabytesOf = async ({ pid }) => (median(await residentMegabytes(pid)) * 1e6) / 2 ** 20;

/** @returns the coefficients of processes: of fresh ones at rest, and of the API that did the work */
export async function measureProcesses({ stack, short }) {
  const [api, worker] = [await stack.startApi(1), await stack.startWorker(1)];
  try {
    if (!short) await pause(AT_REST_MS);
    const values = {
      api: await megabytesOf(api),
      worker: await megabytesOf(worker),
      apiAtWork: await megabytesOf(stack.apis[0]),
    };
    return { process: { unit: 'MB', values, scenario: 'five seconds after the start, and after the mixes of people' } };
  } finally {
    await Promise.all([api.end('SIGTERM'), worker.end('SIGTERM')]);
  }
}

/** @returns the coefficients of a connection and of a stream of events, to an API without nginx */
export async function measureSockets(context) {
  const { connection, stream } = SOCKETS[context.short ? 'short' : 'whole'];
  const tokens = await tokensOf(context, stream[0] + stream[1]);
  const pages = { path: '/v1/stores/load-store/apps?limit=20', sockets: connection };
  const events = { path: '/v1/events', sockets: stream, tokens };
  const about = { unit: 'KB', scenario: 'clients of one API process' };
  return {
    connection: { ...about, values: { api: await kilobytesEach(context, pages) } },
    stream: { ...about, values: { api: await kilobytesEach(context, events) } },
  };
}

/** A fresh API has no connections that others have left. */
async function kilobytesEach({ stack }, { path, tokens, sockets: [first, more] }) {
  const api = await stack.startApi(1, { MAX_EVENT_STREAMS: '1000000', DRAIN_MS: '0' });
  const clients = fork(CLIENTS);
  try {
    const ask = async (what, of) => {
      clients.send({ what, ...of });
      const [answer] = await once(clients, 'message');
      return answer[what];
    };
    const open = (number, count) =>
      ask('open', { url: api.url, path, number, count, tokens: tokens?.splice(0, count) });
    await open(1, first);
    if (!tokens) await ask('load', { path, rate: 500, seconds: 3 });
    const before = await megabytesOf(api);
    await open(2, more);
    return ((await megabytesOf(api)) - before) * (1024 / more);
  } finally {
    if (clients.connected) clients.disconnect();
    await api.end('SIGTERM');
  }
}

/** Access tokens of people of the store. */
async function tokensOf({ get, sql }, count) {
  const [{ id: tenantId }] = await sql(`select id from tenants.tenants where slug = 'load-store'`);
  const tokens = [];
  for (
    let userId = uuidv7();
    tokens.length < count;
    userId = tokens.length % STREAMS_OF_ONE === 0 ? uuidv7() : userId
  ) {
    const session = { tenantId, userId, id: uuidv7(), role: 'member', name: 'Ada Lovelace' };
    tokens.push((await get(AccessTokens).issue(session, 'load-store', uuidv7())).accessToken);
  }
  return tokens;
}
