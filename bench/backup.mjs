import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { uuidv7 } from 'uuidv7';
import { Archive, loadDatabase, takeBackup } from '../dist/libs/platform/backup/index.js';
import { initialiseDatabase, migrate, startEmbedded } from '../dist/libs/platform/database/index.js';
import { migrations } from '../dist/migrations/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const APPS = 150_000;
const ROUNDS = 5;
const FILLED = ['catalog.apps', 'catalog.app_tags', 'catalog.tag_counts'];

/**
 * Compares a backup with COPY of the same tables to nowhere, and a restore with COPY of the same rows
 * into the same tables with triggers and keys off, alternately on one server. A restore also checks
 * the archive first, creates the foreign keys again and reads every row back.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  try {
    return await measure(server.urls, directory);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure({ admin, owner }, directory) {
  const inside = (url, database) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const passwords = { ownerPassword: '', appPassword: '', keepPasswords: true };
  await initialiseDatabase(admin, { database: 'restored', ...passwords });
  for (const database of ['palier', 'restored']) await migrate(inside(owner, database), migrations);
  const source = await connect(inside(admin, 'palier'));
  const target = await connect(inside(admin, 'restored'));
  await fill(source);
  const columns = await columnsOf(source);
  const file = join(directory, 'backup.zip');
  const text = (table) => join(directory, `${table}.copy`);
  for (const table of FILLED) await pipeline(source.query(to(outOf(table))), createWriteStream(text(table)));
  const bytes = FILLED.reduce((sum, table) => sum + statSync(text(table)).size, 0);

  const contenders = {
    bareOut: async () => {
      for (const table of FILLED) await pipeline(source.query(to(outOf(table))), nowhere());
    },
    backup: async () => {
      for (const each of [file, `${file}.keys`]) await rm(each, { force: true });
      // The files of tenants are not measured.
      await takeBackup(inside(owner, 'palier'), file, { local: false });
    },
    bareIn: async () => {
      await target.query('BEGIN');
      await target.query(`SET LOCAL session_replication_role = replica; TRUNCATE ${FILLED.join(', ')}`);
      for (const table of FILLED) {
        await pipeline(
          createReadStream(text(table)),
          target.query(from(`COPY ${table} (${columns[table]}) FROM STDIN`)),
        );
      }
      await target.query('COMMIT');
    },
    restore: async () => {
      const archive = await Archive.open(file);
      await archive.check();
      await loadDatabase(inside(owner, 'restored'), archive);
      archive.close();
    },
  };
  try {
    const seconds = await inTurns(contenders);
    const detail = (ours, bare) =>
      `${rate(bytes, seconds[ours])} against ${rate(bytes, seconds[bare])} MB/s of COPY's text`;
    const packed = `, packed to ${Math.round((100 * statSync(file).size) / bytes)} %`;
    return [
      row('backup / COPY to nowhere', seconds.bareOut, seconds.backup, detail('backup', 'bareOut') + packed),
      row('restore, checked and read back / COPY', seconds.bareIn, seconds.restore, detail('restore', 'bareIn')),
    ];
  } finally {
    await Promise.all([source.end(), target.end()]);
  }

  function outOf(table) {
    return `COPY (SELECT ${columns[table]} FROM ${table}) TO STDOUT`;
  }
}

async function connect(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function fill(client) {
  const tenant = uuidv7();
  await client.query(`
    SET session_replication_role = replica;
    INSERT INTO catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files, file_count, bytes, digest)
    SELECT '${tenant}', uuidv7(), 'app-' || n, 'source-' || n, 'App ' || n, 'app ' || n, 'What it is, in a line',
           (SELECT string_agg(md5(n::text || m), ' ') FROM generate_series(1, 12) m), '1.0.0', '[{"path": "index.js", "bytes": 1000}]', 1, n, md5(n::text)
      FROM generate_series(1, ${APPS}) AS n;
    INSERT INTO catalog.app_tags SELECT tenant_id, id, tag, name_key, created_at FROM catalog.apps, unnest(ARRAY['one', 'two']) AS tag;
    INSERT INTO catalog.tag_counts SELECT tenant_id, tag, count(*) FROM catalog.app_tags GROUP BY 1, 2;
    RESET session_replication_role`);
  await client.query('VACUUM ANALYZE');
}

async function columnsOf(client) {
  const { rows } = await client.query(`
    SELECT attrelid::regclass::text AS table, string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = ANY ('{${FILLED.join(',')}}'::regclass[]) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY 1`);
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns]));
}

function nowhere() {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** Seconds of each contender, one figure per round; the first round only warms up. */
async function inTurns(contenders) {
  const seconds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(contenders)) {
      const start = performance.now();
      await work();
      if (round > 0) seconds[name].push((performance.now() - start) / 1000);
    }
  }
  return seconds;
}

function rate(bytes, seconds) {
  return Math.round(bytes / 1e6 / median(seconds));
}

function row(name, bare, ours, detail) {
  const ratios = bare.map((seconds, round) => seconds / ours[round]);
  return { name, ratio: median(ratios), ...spread(ratios), detail };
}

if (import.meta.main) printTable(await run());
