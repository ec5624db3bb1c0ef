// An announcement to 100,000 students, against an INSERT … SELECT of the same notifications, beside others who read theirs and a
// small tenant that announces too.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { openEvents } from './event-stream.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Enrolments of a commit of the job. */
const SLICE = 1000;
const FEW = 100;
/** Who read their notifications meanwhile, each by turns, and how many a second they send together. */
const [OTHERS, RATE] = [20, 40];
const announcement = { placeId: null, title: 'The exam is on Monday', body: 'In room 3.' };

/**
 * The rows of a round come on top of those before, in the same indexes. The first round only warms up.
 *
 * @param {{ readers?: number, rounds?: number }} options `readers` of the large tenant
 */
export async function run({ readers = 100_000, rounds = 3 } = {}) {
  const palier = await startPalier();
  const agent = new Agent({ keepAlive: true });
  const { urls } = await attachEmbedded(palier.dataDir);
  const database = new pg.Client({ connectionString: urls.admin.replace(/postgres$/, 'palier') });
  const streams = [];
  try {
    await database.connect();
    const [large, small] = [
      await openTenant(palier, agent, database, 'large', readers, OTHERS),
      await openTenant(palier, agent, database, 'small', FEW, 0),
    ];
    for (const { tokens } of [large, small])
      streams.push(...(await Promise.all(tokens.map((token) => openEvents(palier.url, token)))));
    const [ends, smallEnds] = [streams[0], streams.at(-1)];
    const samples = [];
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await seconds(() => announce(small, smallEnds));
      const { rows } = await database.query(`select date_trunc('milliseconds', now()) as since`);
      const fanOut = seconds(() => announce(large, ends));
      const reading = readMeanwhile(large, fanOut);
      await begun(database, large, rows[0].since);
      const beside = await seconds(() => announce(small, smallEnds));
      const sample = { fanOut: await fanOut, reads: await reading, alone, beside };
      sample.bare = await seconds(() => insertAgain(database, large));
      if (round > 0) samples.push(sample);
    }
    const resets = streams.flatMap(({ names }) => names).filter((name) => name === 'reset' || name === 'lost');
    return rowsOf(readers, samples, resets.length);
  } finally {
    for (const stream of streams) stream.close();
    agent.destroy();
    await database.end();
    await palier.stop();
  }
}

/** A tenant whose students have an account each; of these the first signs in, as an admin, and some who are no students do. */
async function openTenant(palier, agent, database, tenant, readers, others) {
  const about = ['--name', tenant, '--product', 'etude-line', '--plan', 'enterprise'];
  execFileSync('npx', ['palier', 'tenant', 'create', tenant, ...about], {
    env: { ...process.env, PALIER_DATA_DIR: palier.dataDir },
  });
  importAccounts(palier.dataDir, tenant, 1 + others);
  const { rows } = await database.query('select id from tenants.tenants where slug = $1', [tenant]);
  const id = rows[0].id;
  await database.query(
    `update auth.users set role = 'admin' where tenant_id = '${id}' and email = 'load-0@example.org'`,
  );
  await database.query(filled(id, readers));
  await database.query('vacuum analyze campus.students, campus.enrolments');
  const send = sender(palier.url, agent);
  const tokens = [];
  for (let n = 0; n <= others; n += 1) tokens.push(await tokenOf(send, tenant, n));
  return {
    id,
    tokens,
    send: (n, method, path, body) => send(method, path, body, { authorization: `Bearer ${tokens[n]}` }),
  };
}

const named = 'tenant_id, id, name, name_key';
const filled = (id, readers) => `
  begin; set local app.tenant_id = '${id}';
  insert into campus.universities (${named}) values ('${id}', uuidv7(), 'U', 'u');
  insert into campus.ufrs (${named}, university_id) select tenant_id, uuidv7(), 'F', 'f', id from campus.universities where tenant_id = '${id}';
  insert into campus.programmes (${named}, university_id, ufr_id, code, levels)
    select tenant_id, uuidv7(), 'P', 'p', university_id, id, 'P', '{L1}' from campus.ufrs where tenant_id = '${id}';
  insert into campus.years (${named}, starts_on, ends_on, state)
    values ('${id}', uuidv7(), '2026', '2026', '2026-09-01', '2027-08-31', 'open');
  insert into campus.students (tenant_id, id, name, name_key, email, number, user_id)
    select '${id}', uuidv7(), 'Student ' || n, 'student ' || n, n || '@palier.example', n, case when n = 1
      then (select id from auth.users where tenant_id = '${id}' and email = 'load-0@example.org') else gen_random_uuid() end
    from generate_series(1, ${readers}) n;
  insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number,
      created_at)
    select s.tenant_id, uuidv7(), s.id, y.id, p.university_id, p.ufr_id, p.id, 'L1', s.name_key, s.number,
      now() - s.number::integer * interval '1 second'
    from campus.students s join campus.programmes p using (tenant_id) join campus.years y using (tenant_id)
    where s.tenant_id = '${id}';
  commit`;

/** Announces to all students of a tenant, until its admin hears that they are notified. */
async function announce({ send }, stream) {
  const told = stream.next('notifications.changed');
  await send(0, 'POST', '/v1/campus/announcements', announcement);
  await told;
}

/** Until a fan-out of later than this has committed a slice. */
async function begun(database, { id }, since) {
  const notified = 'select from campus.notifications where tenant_id = $1 and created_at >= $2 limit 1';
  while ((await database.query(notified, [id, since])).rows.length === 0) await pause(2);
}

/** The others read their notifications, with the number of unread ones. @returns the milliseconds of each answer */
async function readMeanwhile({ send }, fanOut) {
  const [times, sent] = [[], []];
  let over = false;
  const end = () => {
    over = true;
  };
  fanOut.then(end, end);
  for (let n = 0; !over; n += 1) {
    const asked = seconds(() => send(1 + (n % OTHERS), 'GET', '/v1/campus/notifications?limit=25'));
    sent.push(asked.then((took) => times.push(took * 1000)));
    await pause(1000 / RATE);
  }
  await Promise.all(sent);
  return times;
}

/** The notifications of the latest cause once more, as those of a new one. */
function insertAgain(database, { id }) {
  return database.query(
    `insert into campus.notifications (tenant_id, user_id, id, kind, about_id, chapter_id, created_at)
      select s.tenant_id, s.user_id, $2::uuid, 'announcement', $2::uuid, null, uuid_extract_timestamp($2::uuid)
      from campus.enrolments e join campus.students s on s.tenant_id = e.tenant_id and s.id = e.student_id
      where e.tenant_id = $1 and e.state = 'active' order by e.created_at, e.id`,
    [id, uuidv7()],
  );
}

async function seconds(work) {
  const at = performance.now();
  await work();
  return (performance.now() - at) / 1000;
}

function rowsOf(readers, samples, resets) {
  const of = (figure) => samples.map(figure);
  const told = (figure) => median(of(figure)).toFixed(2);
  const reads = of(({ reads }) => reads.toSorted((a, b) => a - b)[Math.floor(reads.length * 0.95)]);
  const ratios = of(({ fanOut, bare }) => bare / fanOut);
  // What the small one waits for the large, in commits of that.
  const slices = of(({ fanOut, alone, beside }) => Math.max(0, beside - alone) / (fanOut / (readers / SLICE)));
  return [
    {
      name: `notifying ${readers} students, against an INSERT … SELECT`,
      ratio: median(ratios),
      ...spread(ratios),
      goal: 0.5,
      detail: `${told(({ fanOut }) => fanOut)} s against ${told(({ bare }) => bare)} s; ${resets} of ${OTHERS + 2} streams were reset or lost`,
    },
    {
      name: 'p95 of the unread ones of others beside it',
      ratio: median(reads),
      ...spread(reads),
      unit: 'ms',
      atMost: 20,
    },
    {
      name: `what ${FEW} students of another tenant wait for it`,
      ratio: median(slices),
      ...spread(slices),
      unit: 'slices',
      atMost: 2,
      detail: `${told(({ beside }) => beside * 1000)} ms beside it, ${told(({ alone }) => alone * 1000)} ms alone`,
    },
    { name: 'streams of events that were reset or lost', ratio: resets, min: resets, max: resets, unit: '', atMost: 0 },
  ];
}

if (import.meta.main)
  printTable(await run({ readers: Number(process.argv[2] ?? 100_000), rounds: Number(process.argv[3] ?? 3) }));
