import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { openDatabase, startEmbedded, statement } from '../dist/libs/platform/database/index.js';
import { inTurns, ratioRow } from './in-turns.mjs';
import { printTable } from './table.mjs';

const POOL = 10;
const ROUNDS = 7;
const TENANTS = 20;
const NOTES_EACH = 500;

const columns = 'tenant_id uuid NOT NULL, id uuid NOT NULL, body text NOT NULL, PRIMARY KEY (tenant_id, id)';
const schema = `
  CREATE TABLE bare_notes (${columns});
  CREATE TABLE notes (${columns});
  ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
  ALTER TABLE notes FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON notes USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
  GRANT SELECT, INSERT ON notes, bare_notes TO palier_app;`;

const byId = statement('bench.note')`SELECT id, body FROM notes WHERE id = $1`;
const bareById = 'SELECT id, body FROM bare_notes WHERE tenant_id = $1 AND id = $2';
const insert = statement('bench.add-note')`INSERT INTO notes (tenant_id, id, body) VALUES ($1, $2, $3)`;
const Note = new EntitySchema({
  name: 'Note',
  tableName: 'bare_notes',
  columns: {
    tenantId: { name: 'tenant_id', type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    body: { type: 'text' },
  },
});

/**
 * A one-row tenant read and a one-row durable write, against their lower bound and against plain
 * TypeORM, with 50 callers on pools of 10. Contenders alternate in short rounds, so that other load of
 * the machine affects all alike; a ratio is the median of the rounds, its spread their range.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  try {
    return await measure(server.urls);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure({ app, owner }) {
  const notes = await fill(owner);
  const bare = new pg.Pool({ connectionString: app, max: POOL });
  // end() does not wait until connections are closed: a server that stops meanwhile sends them 57P01.
  bare.on('error', () => {});
  const typeorm = await new DataSource({ type: 'postgres', url: app, poolSize: POOL, entities: [Note] }).initialize();
  const limits = { poolSize: POOL, statementTimeoutMs: 5000, lockTimeoutMs: 2000 };
  const { database, close } = await openDatabase({ url: app, ...limits });
  const any = () => notes[Math.floor(Math.random() * notes.length)];
  const body = 'one line';

  const contenders = {
    bareRead: ({ tenantId, id }) => bare.query({ name: 'bare', text: bareById, values: [tenantId, id] }),
    read: ({ tenantId, id }) => database.read({ tenantId }, byId, id),
    typeormRead: ({ tenantId, id }) =>
      typeorm.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenantId]);
        return manager.query(byId.text, [id]);
      }),
    write: ({ tenantId }) => database.transaction({ tenantId }, (tx) => tx.run(insert, tenantId, uuidv7(), body)),
    writeAwaited: ({ tenantId }) =>
      database.transaction({ tenantId }, async (tx) => {
        await tx.run(insert, tenantId, uuidv7(), body);
      }),
    typeormSave: ({ tenantId }) => typeorm.manager.save(Note, { tenantId, id: uuidv7(), body }),
  };
  try {
    const rates = await inTurns(contenders, any, ROUNDS);
    return [
      ratioRow('tenant read / named statement without RLS', rates.read, rates.bareRead, 0.45),
      ratioRow('tenant read / TypeORM transaction', rates.read, rates.typeormRead, 3),
      ratioRow('tenant write / TypeORM save', rates.write, rates.typeormSave, 3),
      ratioRow('the same, awaited inside the work / TypeORM save', rates.writeAwaited, rates.typeormSave),
    ];
  } finally {
    await Promise.all([bare.end(), typeorm.destroy(), close()]);
  }
}

async function fill(owner) {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query(schema);
  const tenants = Array.from({ length: TENANTS }, () => uuidv7());
  const notes = tenants.flatMap((tenantId) => Array.from({ length: NOTES_EACH }, () => ({ tenantId, id: uuidv7() })));
  const ids = notes.map(({ id }) => id);
  await client.query(`INSERT INTO bare_notes SELECT t, i, 'one line' FROM unnest($1::uuid[], $2::uuid[]) AS n (t, i)`, [
    notes.map(({ tenantId }) => tenantId),
    ids,
  ]);
  for (const tenantId of tenants) {
    await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
    await client.query('INSERT INTO notes SELECT * FROM bare_notes WHERE tenant_id = $1', [tenantId]);
  }
  await client.query('VACUUM ANALYZE notes, bare_notes');
  await client.end();
  return notes;
}

if (import.meta.main) printTable(await run());
