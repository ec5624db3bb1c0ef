// The cost of an outbox row and an audit line for the transaction in which they are written.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { inActor, TransactionalAudit } from '../dist/libs/platform/audit/index.js';
import { migrate, openDatabase, startEmbedded, statement } from '../dist/libs/platform/database/index.js';
import { TransactionalOutbox } from '../dist/libs/platform/outbox/transactional-outbox.js';
import { migrations } from '../dist/migrations/index.js';
import { inTurns, ratioRow } from './in-turns.mjs';
import { printTable } from './table.mjs';

const POOL = 10;
const ROUNDS = 9;
const TENANTS = 20;

/** A table like those of the contexts: a name to list by, a slug, a state, a text, two times. */
const schema = `
  create table public.notes (tenant_id uuid not null, id uuid not null, slug text not null, name text not null,
    name_key text not null, state text not null check (state in ('draft', 'published')), body text not null,
    version integer not null default 1, created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(), primary key (tenant_id, id));
  create unique index notes_by_slug on public.notes (tenant_id, slug);
  create index notes_by_name on public.notes (tenant_id, name_key, id);
  create index notes_by_creation on public.notes (tenant_id, created_at, id);
  select platform.declare_table('public.notes', '{"kind": "tenant", "holds": "Rows of the bench."}');
  grant select, insert on public.notes to palier_app;`;

const insert = statement({
  name: 'bench.insert-note',
  text: `insert into public.notes (tenant_id, id, slug, name, name_key, state, body)
    values ($1, $2, $3, $4, $5, $6, $7) returning id, version, created_at, updated_at`,
});

/**
 * Commits per second with one outbox row and one audit line in the transaction, against the same
 * write without them: 50 callers on a pool of 10, alternating in short rounds.
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
  await prepare(owner);
  const limits = { poolSize: POOL, statementTimeoutMs: 5000, lockTimeoutMs: 2000 };
  const { database, notifications, close } = await openDatabase({ url: app, ...limits });
  const writer = new Writer(database, new TransactionalAudit(), new TransactionalOutbox(notifications));
  try {
    const contenders = {
      bare: (tenantId) => writer.write(tenantId, []),
      twin: (tenantId) => writer.write(tenantId, []),
      audited: (tenantId) => writer.write(tenantId, ['line']),
      published: (tenantId) => writer.write(tenantId, ['row']),
      both: (tenantId) => writer.write(tenantId, ['line', 'row']),
      afterAnswer: (tenantId) => writer.write(tenantId, ['answer', 'line', 'row']),
    };
    const tenants = Array.from({ length: TENANTS }, () => uuidv7());
    const rates = await inTurns(contenders, () => tenants[Math.floor(Math.random() * TENANTS)], ROUNDS);
    return [
      ratioRow('commits with an outbox row and an audit line / without', rates.both, rates.bare, 0.8),
      ratioRow(
        'commits with both, written after the answer to the business row / without',
        rates.afterAnswer,
        rates.bare,
      ),
      ratioRow('commits with an audit line alone / without', rates.audited, rates.bare),
      ratioRow('commits with an outbox row alone / without', rates.published, rates.bare),
      ratioRow('commits without / without', rates.twin, rates.bare),
    ];
  } finally {
    await close();
  }
}

async function prepare(owner) {
  await migrate(owner, migrations);
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query(schema);
  await client.end();
}

/** One business write, as a service makes it. */
class Writer {
  constructor(database, audit, outbox) {
    Object.assign(this, { database, audit, outbox });
  }

  write(tenantId, beside) {
    const actor = { kind: 'operator', id: tenantId };
    return inActor(actor, () => this.database.transaction({ tenantId }, (tx) => this.rows(tx, tenantId, beside)));
  }

  async rows(tx, tenantId, beside) {
    const id = uuidv7();
    const written = tx.run(insert, tenantId, id, `a-note-${id}`, 'A note', 'a note', 'published', 'One line of text.');
    if (beside.includes('answer')) await written;
    if (beside.includes('line')) {
      this.audit.record(tx, { action: 'notes.note.published', targetKind: 'note', targetId: id });
    }
    if (beside.includes('row')) {
      const payload = { id, type: 'notes.note.published', version: 1, data: { id } };
      this.outbox.put(tx, { id: uuidv7(), kind: 'event', subject: id, payload });
    }
    const [note] = await written;
    return note;
  }
}

if (import.meta.main) printTable(await run());
