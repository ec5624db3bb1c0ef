// What the journal costs: an entry through the whole HTTP way against the bare INSERT of its row, progress, and a large sync.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { bareInsert } from './bare-insert.mjs';
import { inTurns } from './in-turns.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const TENANT = 'bench-journal';
const PERSONS = 4;
const day = new Date().toISOString().slice(0, 10);
const entry = { day, mood: 7, scores: { craving: 2, sleep: 8 }, tags: ['work'], reflection: 'A calm day. '.repeat(40) };

/** One request after the other on one connection, as one device sends them; contenders in turns of a second. */
export async function run({ rounds = 9, roundMs = 1000 } = {}) {
  const palier = await startPalier();
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const embedded = await attachEmbedded(palier.dataDir);
  const client = new pg.Client({ connectionString: embedded.urls.app });
  const fastify = fork(fileURLToPath(new URL('./servers/bare-entry.mjs', import.meta.url)));
  try {
    const about = ['--name', 'Journal', '--product', 'journeys', '--plan', 'enterprise'];
    const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
    execFileSync('npx', ['palier', 'tenant', 'create', TENANT, ...about], { env });
    importAccounts(palier.dataDir, TENANT, PERSONS);
    const send = sender(palier.url, connection);
    const persons = [];
    for (let number = 0; number < PERSONS; number += 1) persons.push(await personOf(send, number));
    // Each has a journal of their own, so that what one writes does not slow another down.
    const [writer, other, reader, device] = persons;
    await client.connect();
    // In the journal of another, which nobody reads: the texts of these rows are not sealed.
    const { sub: userId, tid: tenantId } = JSON.parse(Buffer.from(other.token.split('.')[1], 'base64url').toString());
    const insert = await bareInsert(client, tenantId, userId);
    fastify.send({ databaseUrl: embedded.urls.app, tenantId, userId });
    const [{ url: fastifyUrl }] = await once(fastify, 'message');
    const sendBare = sender(fastifyUrl, connection);
    await writeYear(reader);
    let since = (await device.send('POST', 'sync', {})).next;
    const contenders = {
      http: () => writer.send('POST', 'entries', entry),
      bare: () => insert(entry),
      fastify: () => sendBare('POST', '/', entry),
      hit: () => reader.send('GET', 'progress'),
      // Each of another period, so that it was not asked for since the last write.
      miss: () => reader.send('GET', `progress?${period()}`),
      async sync() {
        const changes = Array.from({ length: 100 }, () => change(day));
        since = (await device.send('POST', 'sync', { since, changes })).next;
      },
    };
    return rowsOf(await inTurns(contenders, () => undefined, rounds, { callers: 1, roundMs }));
  } finally {
    connection.destroy();
    fastify.kill();
    await client.end();
    await palier.stop();
  }
}

let asked = 0;
function period() {
  asked += 1;
  const from = new Date(Date.parse(day) - (asked % 366) * 86_400_000).toISOString().slice(0, 10);
  return `from=${from}&to=${day}&unit=${['day', 'week', 'month'][Math.floor(asked / 366) % 3]}`;
}

const change = (of) => ({
  changeId: uuidv7(),
  kind: 'entry',
  id: uuidv7(),
  baseVersion: 0,
  content: { ...entry, day: of },
});

/** An entry for each day of a year. */
async function writeYear({ send }) {
  const days = Array.from({ length: 365 }, (_, ago) => new Date(Date.parse(day) - ago * 86_400_000));
  const changes = days.map((date) => change(date.toISOString().slice(0, 10)));
  for (let at = 0; at < changes.length; at += 100) {
    await send('POST', 'sync', { changes: changes.slice(at, at + 100), limit: 1 });
  }
}

/** Signs in somebody who has a journal. */
async function personOf(send, number) {
  const token = await tokenOf(send, TENANT, number);
  const own = (method, path, body) => send(method, `/v1/journal/${path}`, body, { authorization: `Bearer ${token}` });
  await own('POST', 'entries', entry);
  return { token, send: own };
}

function rowsOf({ http, bare, fastify, hit, miss, sync }) {
  const against = (name, ours, theirs, goal) => {
    const ratios = ours.map((rate, round) => rate / theirs[round]);
    const detail = `${Math.round(median(ours))} a second against ${Math.round(median(theirs))}`;
    return { name, ratio: median(ratios), ...spread(ratios), goal, detail };
  };
  const milliseconds = (name, rates) => {
    const each = rates.map((rate) => 1000 / rate);
    return { name, ratio: median(each), ...spread(each), unit: 'ms' };
  };
  return [
    against('an entry through HTTP against the bare INSERT of its row, on one connection', http, bare, 0.5),
    against('the same against bare Fastify that inserts the row as it comes', http, fastify),
    against('progress from the cache against progress computed', hit, miss),
    milliseconds('progress computed', miss),
    milliseconds('a sync of 100 new entries', sync),
  ];
}

if (import.meta.main) printTable(await run());
