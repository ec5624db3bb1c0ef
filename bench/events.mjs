// Events through HTTP, in batches of 500: what each costs, against bare COPY of the same rows and against one INSERT each.
import { Agent } from 'node:http';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { uuidv7 } from 'uuidv7';
import { copyHeader, copyTrailer, encodeRows } from '../dist/libs/analytics/batches/encode-rows.js';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { createTenant, makeEvents, sendBatch } from './event-client.mjs';
import { cpuSeconds } from './load.mjs';
import { postgresSeconds, startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const BATCH = 500;
/** As many as the product stores by one COPY, at most. */
const COPY = 5000;
const CONNECTIONS = 16;

/** The table of bare COPY: the receipt of its rows stands for the time of receipt. */
const bareTable = `create table public.bare_events (receipt uuid not null, tenant_id uuid not null, occurred_at timestamptz(3) not null,
    id uuid not null, name text collate "C" not null, subject text collate "C", session text collate "C", properties json,
    client text collate "C" not null, country text collate "C", primary key (tenant_id, occurred_at, id));
  create index on public.bare_events (tenant_id, subject) where subject is not null;
  grant select, insert on public.bare_events to palier_app`;
const columns = 'receipt, tenant_id, occurred_at, id, name, subject, session, properties, client, country';

export async function run({ rounds = 9, seconds = 2 } = {}) {
  const palier = await startPalier();
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { urls } = await attachEmbedded(palier.dataDir);
  const [owner, client] = [urls.owner, urls.app].map((connectionString) => new pg.Client({ connectionString }));
  try {
    await owner.connect();
    await client.connect();
    await owner.query(bareTable);
    const tenant = await createTenant(palier, agent, 'measured');
    const contenders = {
      http: { callers: CONNECTIONS, events: BATCH, call: () => storeBatch(tenant, agent) },
      copy: { callers: 1, events: COPY, call: () => bareCopy(client) },
      insert: { callers: 1, events: 1, call: () => bareInsert(client) },
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    let stored = 0;
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        const sample = await measure(palier, contender, seconds);
        if (name === 'http') stored += sample.stored;
        if (round >= 0) samples[name].push(sample);
      }
    }
    return [...rowsOf(samples), await bytesAnEvent(owner, stored)];
  } finally {
    agent.destroy();
    await Promise.all([owner.end(), client.end()]);
    await palier.stop();
  }
}

async function measure(palier, { callers, events, call }, seconds) {
  const before = { node: cpuSeconds(palier.pid), postgres: postgresSeconds(palier), at: performance.now() };
  const end = before.at + seconds * 1000;
  let stored = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await call();
      stored += events;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const node = cpuSeconds(palier.pid) - before.node;
  const postgres = postgresSeconds(palier) - before.postgres;
  return {
    stored,
    perSecond: (stored * 1000) / (performance.now() - before.at),
    perCpuSecond: stored / (node + postgres),
    node: (node * 1e6) / stored,
    postgres: (postgres * 1e6) / stored,
  };
}

async function storeBatch(tenant, agent) {
  const { status, text } = await sendBatch(tenant, agent, JSON.stringify(makeEvents(BATCH)));
  if (status !== 200 || JSON.parse(text).accepted !== BATCH) throw new Error(`${status} ${text}`);
}

const tenantId = uuidv7();

async function bareCopy(client) {
  const events = makeEvents(COPY).map((event, index) => ({
    ...event,
    index,
    occurredAt: Date.parse(event.occurredAt),
    properties: JSON.stringify(event.properties),
  }));
  const rows = encodeRows(events, { receipt: uuidv7(), tenantId, client: 'server', country: null });
  const copy = client.query(from(`copy public.bare_events (${columns}) from stdin (format binary)`));
  for (const piece of [copyHeader, rows, copyTrailer]) copy.write(piece);
  copy.end();
  await finished(copy);
}

async function bareInsert(client) {
  const [{ id, name, occurredAt, subject, session, properties }] = makeEvents(1);
  const text = `insert into public.bare_events (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, 'server', null)`;
  const values = [uuidv7(), tenantId, occurredAt, id, name, subject, session, properties];
  await client.query({ name: 'bare-event', text, values });
}

function rowsOf({ http, copy, insert }) {
  const of = (samples, figure) => samples.map((sample) => sample[figure]);
  const detail = (samples) =>
    `Node ${median(of(samples, 'node')).toFixed(1)} µs, PostgreSQL ${median(of(samples, 'postgres')).toFixed(1)} µs an event`;
  const against = (theirs) => http.map(({ perSecond }, round) => perSecond / theirs[round].perSecond);
  const rate = (samples) => Math.round(median(of(samples, 'perSecond')));
  return [
    {
      name: 'events a CPU-second of API and PostgreSQL, in batches of 500',
      ratio: median(of(http, 'perCpuSecond')),
      ...spread(of(http, 'perCpuSecond')),
      unit: 'events',
      goal: 50_000,
      detail: detail(http),
    },
    {
      name: 'events through HTTP against one connection’s bare COPY by 5,000',
      ratio: median(against(copy)),
      ...spread(against(copy)),
      goal: 0.4,
      detail: `${rate(http)} a second against ${rate(copy)}, ${median(of(copy, 'postgres')).toFixed(1)} µs of PostgreSQL each`,
    },
    {
      name: 'events through HTTP against one INSERT and commit each on one connection',
      ratio: median(against(insert)),
      ...spread(against(insert)),
      detail: `${rate(http)} a second against ${rate(insert)}, ${median(of(insert, 'postgres')).toFixed(0)} µs of PostgreSQL each`,
    },
  ];
}

async function bytesAnEvent(owner, stored) {
  const { rows } = await owner.query(`select sum(pg_total_relation_size(relid))::float8 as bytes,
    sum(pg_relation_size(relid))::float8 as heap from pg_partition_tree('analytics.events') where isleaf`);
  const each = rows[0].bytes / stored;
  const detail = `${Math.round(rows[0].heap / stored)} of them the row`;
  return { name: 'bytes on disk an event, with its indexes', ratio: each, min: each, max: each, unit: 'bytes', detail };
}

if (import.meta.main) printTable(await run());
