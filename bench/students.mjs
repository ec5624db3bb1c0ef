// The first page of the students of a large campus through HTTP, against the bare statements on the same rows.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import pg from 'pg';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { inTurns } from './in-turns.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const TENANT = 'universites';
const STUDENTS = 100_000;

/** One request after the other on one connection, as one dashboard sends them; contenders in turns of a second. */
export async function run({ rounds = 9, roundMs = 1000 } = {}) {
  const palier = await startPalier();
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const { urls } = await attachEmbedded(palier.dataDir);
  const adminUrl = Object.assign(new URL(urls.admin), { pathname: '/palier' }).href;
  const [admin, client] = [adminUrl, urls.app].map((connectionString) => new pg.Client({ connectionString }));
  try {
    await Promise.all([admin.connect(), client.connect()]);
    const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
    const about = ['--name', 'Campus', '--product', 'etude-line', '--plan', 'enterprise'];
    execFileSync('npx', ['palier', 'tenant', 'create', TENANT, ...about], { env });
    importAccounts(palier.dataDir, TENANT, 1, 'admin');
    const send = sender(palier.url, connection);
    const token = await tokenOf(send, TENANT, 0);
    const { tid: tenantId } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    await fill(admin, tenantId);
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const list = (query) =>
      send('GET', `/v1/campus/students?${query}`, undefined, { authorization: `Bearer ${token}` });
    const open = `(select id from campus.years where state = 'open')`;
    const first = {
      name: 'first-page',
      text: `select e.*, (select s.name from campus.students s where s.id = e.student_id),
          (select s.email from campus.students s where s.id = e.student_id)
        from campus.enrolments e where e.year_id = ${open} order by e.created_at desc, e.id desc limit 25`,
    };
    const total = { name: 'total', text: `select count(*) from campus.enrolments where year_id = ${open}` };
    const rates = await inTurns(
      {
        bare: () => client.query(first),
        list: () => list('limit=25'),
        bareWithTotal: async () => [await client.query(first), await client.query(total)],
        page: () => list('page=1&pageSize=25'),
      },
      () => undefined,
      rounds,
      { callers: 1, roundMs },
    );
    return [
      against('the first 25 of 100,000 students through HTTP, against the bare statement', rates.list, rates.bare),
      against('the same with the exact total, against both statements', rates.page, rates.bareWithTotal),
    ];
  } finally {
    connection.destroy();
    await Promise.allSettled([admin.end(), client.end()]);
    await palier.stop();
  }
}

/** Students of an open year in one programme. */
async function fill(admin, tenantId) {
  const named = 'tenant_id, id, name, name_key';
  await admin.query('begin');
  await admin.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
  await admin.query(`
    insert into campus.universities (${named}) values ('${tenantId}', uuidv7(), 'U', 'u');
    insert into campus.ufrs (${named}, university_id) select tenant_id, uuidv7(), 'F', 'f', id from campus.universities;
    insert into campus.programmes (${named}, university_id, ufr_id, code, levels)
      select tenant_id, uuidv7(), 'P', 'p', university_id, id, 'P', '{L1}' from campus.ufrs;
    insert into campus.years (${named}, starts_on, ends_on, state)
      values ('${tenantId}', uuidv7(), '2026', '2026', '2026-09-01', '2027-08-31', 'open');
    insert into campus.students (tenant_id, id, name, name_key, email, number)
      select '${tenantId}', uuidv7(), 'Student ' || n, 'student ' || n, n || '@palier.example', n from generate_series(1, ${STUDENTS}) n;
    insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number,
        created_at)
      select s.tenant_id, uuidv7(), s.id, y.id, p.university_id, p.ufr_id, p.id, 'L1', s.name_key, s.number,
        now() - s.number::integer * interval '1 second'
      from campus.students s, campus.programmes p, campus.years y`);
  await admin.query('commit');
  await admin.query('vacuum analyze campus.students, campus.enrolments');
}

function against(name, ours, bare) {
  const ratios = ours.map((rate, round) => rate / bare[round]);
  const detail = `${(1000 / median(ours)).toFixed(2)} ms against ${(1000 / median(bare)).toFixed(2)} ms`;
  return { name, ratio: median(ratios), ...spread(ratios), goal: 0.5, detail };
}

if (import.meta.main) printTable(await run());
