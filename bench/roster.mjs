// A roster of new students, uploaded, checked and applied, against a COPY of the rows that it makes into the same tables.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { uuidv7 } from 'uuidv7';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { cpuSeconds } from './load.mjs';
import { postgresSeconds, startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const TENANT = 'universities';
/** What a roster writes, in the order of their references. */
const TABLES = ['campus.students', 'campus.enrolments', 'campus.student_words'];
const columns = { number: 'number', name: 'name', email: 'email', programme: 'programme', level: 'level' };
const given = ['Chloé', 'Léa', 'Manon', 'Hugo', 'Lucas', 'Émile', 'Zoé', 'Inès', 'Nathan', 'Jules', 'Anaïs', 'Théo'];
const first = ['Mar', 'Du', 'Ber', 'Le', 'Gau', 'Fon', 'Ro', 'Che', 'Bou', 'La', 'Per', 'Mo'];
const last = ['tin', 'rand', 'nard', 'fèvre', 'thier', 'taine', 'bert', 'valier', 'langer', 'marche', 'rin', 'reau'];

/**
 * Both write new students of one year in turns, of which there are more with each round. COPY checks the references too; the
 * triggers that make the words of the search are off, since it copies the words.
 *
 * @param {{ lines?: number, rounds?: number }} options `lines` of a roster
 */
export async function run({ lines = 20_000, rounds = 5 } = {}) {
  const palier = await startPalier();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { urls } = await attachEmbedded(palier.dataDir);
  const database = new pg.Client({ connectionString: urls.admin.replace(/postgres$/, 'palier') });
  try {
    await database.connect();
    // Statistics stay as old as they can be when a roster comes: plans may not depend on them.
    await database.query('alter system set autovacuum = off');
    await database.query('select pg_reload_conf()');
    const campus = await openCampus(palier, agent, database);
    const samples = [];
    for (let round = 0; round <= rounds; round += 1) {
      const imported = await importRoster(campus, palier, rosterOf(round, lines));
      const copied = await copyAgain(database, campus, round);
      // The first round is of empty tables.
      if (round > 0) samples.push({ ...imported, copied });
    }
    return [rowOf(lines, samples)];
  } finally {
    agent.destroy();
    await database.end();
    await palier.stop();
  }
}

/** An admin's requests, and a second tenant with the same places, into which rows are copied. */
async function openCampus(palier, agent, database) {
  const about = ['--name', 'Universities', '--product', 'etude-line', '--plan', 'enterprise'];
  const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
  execFileSync('npx', ['palier', 'tenant', 'create', TENANT, ...about], { env });
  importAccounts(palier.dataDir, TENANT, 1);
  await database.query(`update auth.users set role = 'admin' where email = 'load-0@example.org'`);
  const send = sender(palier.url, agent);
  const token = await tokenOf(send, TENANT, 0);
  const call = (method, path, body) => send(method, path, body, { authorization: `Bearer ${token}` });
  const make = async (noun, body) => (await call('POST', `/v1/campus/${noun}`, body)).id;
  const universityId = await make('universities', { name: 'Rennes' });
  const ufrId = await make('ufrs', { name: 'Sciences', universityId });
  for (const code of ['INFO', 'MATH', 'CHIM', 'PHYS'])
    await make('programmes', { name: code, code, ufrId, levels: ['L1', 'L2', 'L3'] });
  const year = await make('years', { name: '2026', startsOn: '2026-09-01', endsOn: '2027-08-31' });
  const copies = uuidv7();
  for (const table of ['universities', 'ufrs', 'programmes', 'years'])
    await database.query(await rowsFor(database, `campus.${table}`, copies, `insert into campus.${table}`));
  return { call, token, year, copies };
}

function rosterOf(round, lines) {
  const rows = Array.from({ length: lines }, (_, i) => {
    const number = `${round}${String(i).padStart(7, '0')}`;
    const names = [given[i % 12], `${first[Math.floor(i / 12) % 12]}${last[Math.floor(i / 144) % 12]}`];
    const email = `${names.join('.')}.${number}@univ.example`.normalize('NFD').replace(/\p{M}/gu, '');
    return `${number};${names.join(' ')};${email};${['INFO', 'MATH', 'CHIM', 'PHYS'][i % 4]};L${(i % 3) + 1}`;
  });
  return [Object.values(columns).join(';'), ...rows].join('\n');
}

/** In seconds: by the clock, of which the check took some, and of both processors. */
async function importRoster({ call, token, year }, palier, text) {
  const cpu = () => cpuSeconds(palier.pid) + postgresSeconds(palier);
  const [at, before] = [performance.now(), cpu()];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const url = `${palier.url}/v1/campus/rosters?year=${year}`;
  const { id } = await (await fetch(url, { method: 'POST', headers, body: text })).json();
  await end(call, await call('POST', `/v1/campus/rosters/${id}/check`, { columns }));
  const checked = performance.now();
  await end(call, await call('POST', `/v1/campus/rosters/${id}/apply`, {}));
  return { seconds: (performance.now() - at) / 1000, check: (checked - at) / 1000, cpu: cpu() - before };
}

async function end(call, { id }) {
  for (;;) {
    const { state, error } = await call('GET', `/v1/operations/${id}`);
    if (state === 'succeeded') return;
    if (error) throw new Error(JSON.stringify(error));
    await pause(20);
  }
}

/** Copies the rows of a round for the second tenant, in one transaction. @returns how many seconds that takes */
async function copyAgain(database, { copies }, round) {
  const texts = [];
  for (const table of TABLES) {
    const ofStudents = `(select id from campus.students where number like '${round}%' and tenant_id <> '${copies}')`;
    const which = `where ${table === 'campus.students' ? 'id' : 'student_id'} in ${ofStudents}`;
    const read = database.query(to(`copy (${await rowsFor(database, table, copies, '', which)}) to stdout`));
    texts.push(Buffer.concat(await read.toArray()));
  }
  const at = performance.now();
  await database.query('begin; alter table campus.students disable trigger user');
  for (const [i, table] of TABLES.entries()) {
    const copy = database.query(from(`copy ${table} from stdin`));
    copy.end(texts[i]);
    await finished(copy);
  }
  await database.query('alter table campus.students enable trigger user; commit');
  return (performance.now() - at) / 1000;
}

/** The rows of a table as those of the second tenant. */
async function rowsFor(database, table, tenantId, before, where = '') {
  const { rows } = await database.query(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as others from pg_attribute
    where attrelid = '${table}'::regclass and attnum > 1 and not attisdropped`,
  );
  return `${before} select '${tenantId}'::uuid, ${rows[0].others} from ${table} ${where}`;
}

function rowOf(lines, samples) {
  const ratios = samples.map(({ seconds, copied }) => seconds / copied);
  const of = (figure) => median(samples.map((sample) => sample[figure])).toFixed(2);
  return {
    name: `a roster of ${lines} new students against a COPY of their rows`,
    ratio: median(ratios),
    ...spread(ratios),
    atMost: 6,
    detail: `${of('seconds')} s, ${of('check')} of them to upload and check, ${of('cpu')} s of processors, against ${of('copied')} s`,
  };
}

if (import.meta.main)
  printTable(await run({ lines: Number(process.argv[2] ?? 20_000), rounds: Number(process.argv[3] ?? 5) }));
