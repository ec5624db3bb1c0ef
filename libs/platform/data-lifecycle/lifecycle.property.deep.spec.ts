// Real: PostgreSQL with its roles, policies and functions, the jobs and their statements. Faked: the tables, one for each
// effect; data outside PostgreSQL; the audit; the time, which SQL sets back.
import fc from 'fast-check';
import pg from 'pg';
import type { AuditEntry } from '#platform/audit';
import { declareTable } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { erasing } from '../../../test/support/erasing.js';
import { LifecycleModel, modelTableNames, type Row, type Someone } from '../../../test/support/lifecycle-model.js';
import { type Both, type Chance, type Outcome, sequence, steps } from '../../../test/support/lifecycle-steps.js';
import {
  allModelRows,
  type ModelTable,
  modelDeclarations,
  modelTables,
} from '../../../test/support/lifecycle-tables.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { Erasures } from './erasure/erasures.js';
import { PersonRows } from './erasure/person-rows.js';
import { OutsideData } from './outside-data.js';

/** Takes jobs that nobody runs. */
const noJobs = { add: async () => '' } as unknown as Jobs;

/** As many on a slow machine too: fewer might change too little. */
const SEQUENCES = propertyRuns(40);

let test: TestDatabase;
let files: TestStorage;
let app: pg.Client;
let owner: pg.Client;
let admin: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  files = testStorage(test);
  await runSql(test.ownerUrl, modelTables);
  for (const [table, declaration] of Object.entries(modelDeclarations)) {
    await runSql(test.ownerUrl, declareTable(`model.${table}`, declaration));
  }
  await runSql(test.ownerUrl, 'grant select, insert, update, delete on all tables in schema model to palier_app');
  [app, owner, admin] = [new pg.Client(test.appUrl), new pg.Client(test.ownerUrl), new pg.Client(test.adminUrl)];
  for (const client of [app, owner, admin]) await client.connect();
});
afterAll(async () => {
  for (const client of [app, owner, admin]) await client.end();
  files.remove();
  await test.close();
});

/** Fewer than a person has in two tables, and in most sequences in one. */
const BATCH = 3;

class SmallBatches extends PersonRows {
  override readonly batch = BATCH;
}

class Outside extends OutsideData {
  override async erasePerson(): Promise<void> {}
}

/** The product beside its model: each step is taken by both, and both must say the same. */
class Pair implements Both {
  readonly model = new LifecycleModel();
  private readonly audited: AuditEntry[] = [];
  /** Erasures that the model has ended. */
  private ended = 0;
  private readonly service = new Erasures(test.database, noJobs);

  async start(): Promise<void> {
    const tables = modelTableNames.map((table) => `model.${table}`);
    await admin.query(
      `truncate ${tables.join(', ')}, platform.erasures, platform.retention_periods, platform.erasure_ledger`,
    );
    // The storage has the entries of the pairs before under the id that the deployment then had.
    await admin.query('update platform.deployment set id = gen_random_uuid()');
  }

  async take(step: keyof typeof steps, chance: Chance): Promise<void> {
    await steps[step](this, chance);
    expect(await this.rows()).toEqual(shown(this.model));
    expect(await this.erasures()).toEqual(erasuresOf(this.model));
    expect(this.audited).toHaveLength(this.ended);
  }

  /** Runs a statement as the application does for a user. */
  async write(who: Someone, text: string, values: unknown[]): Promise<{ outcome: Outcome }> {
    const scope = `select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)`;
    await app.query(scope, [who.tenant, who.user]);
    try {
      await app.query(text, values);
      return { outcome: 'done' };
    } catch (error) {
      return { outcome: (error as { code?: string }).code ?? String(error) };
    }
  }

  async insert(table: ModelTable, who: Someone, row: Row, late = false): Promise<Outcome> {
    const names = Object.keys(row).map((name) => (name === 'days' ? 'written_at' : name));
    const values = Object.keys(row).map((name, i) =>
      name === 'days' ? `now() - $${i + 1} * interval '1 day'` : `$${i + 1}`,
    );
    const text = `insert into model.${table} (${names}) values (${values})`;
    // The trigger needs the tenant.
    if (late) await admin.query(`select set_config('app.tenant_id', $1, false)`, [who.tenant]);
    if (late) await admin.query(text, Object.values(row));
    return late ? 'done' : (await this.write(who, text, Object.values(row))).outcome;
  }

  async request(who: Someone, graceDays: number): Promise<Outcome> {
    const { tenant: tenantId, user: userId, email, device } = who;
    const names = { email, subjects: [device] };
    const ask = test.database.transaction({ tenantId }, (tx) =>
      this.service.request(tx, { tenantId, userId }, names, graceDays),
    );
    return ask.then(() => 'done', codeOf);
  }

  async cancel({ tenant: tenantId, user }: Someone): Promise<Outcome> {
    return test.database.transaction({ tenantId }, (tx) => this.service.cancel(tx, user)).then(() => 'done', codeOf);
  }

  /** @param most batches after which the process is killed */
  async sweep(who: Someone, most: number): Promise<void> {
    const { tenant: tenantId, user: userId } = who;
    // A second ago: the column rounds to milliseconds, up as well as down.
    await admin.query(
      `update platform.erasures set next_at = now() - interval '1 second', due_at = least(due_at, now())
        where tenant_id = $1 and user_id = $2 and next_at is not null`,
      [tenantId, userId],
    );
    let left = most;
    const signal = Object.assign(new AbortController().signal, {
      throwIfAborted: () => {
        left -= 1;
        if (left < 0) throw new Error('killed');
      },
    });
    const audit = { record: async (_tx: unknown, entry: AuditEntry) => void this.audited.push(entry) };
    const outside = new Outside({} as never);
    const batches = new SmallBatches(test.database, { within: async () => {} } as never, outside);
    const { erase } = erasing(test, files, { outside, audit, rows: batches });
    await erase({ tenantId, userId }, signal).catch((error: Error) => expect(error.message).toBe('killed'));
    const erasure = this.model.erasureOf(who);
    if (!erasure || erasure.state === 'erased') return;
    const stored = 'select pseudonym from platform.erasures where tenant_id = $1 and user_id = $2';
    const { rows } = await admin.query(stored, [tenantId, userId]);
    // Made by the first sweep, and the same for the second.
    erasure.pseudonym ??= rows[0]?.pseudonym;
    expect(erasure.pseudonym).not.toBe(userId);
    erasure.waiting = false;
    const seen = new Set(await this.rows());
    this.model.sweep(erasure, most, BATCH, (table, row) => seen.has(line(table, row)));
    if (this.model.erasureOf(who)?.state === 'erased') this.ended += 1;
  }

  async choose(tenant: string, days: number): Promise<void> {
    const text = `insert into platform.retention_periods values ($1, 'model.posts', $2)
      on conflict (tenant_id, name) do update set days = excluded.days`;
    await this.write({ tenant, user: '', email: '', device: '' }, text, [tenant, days]);
  }

  expire() {
    return enforceRetention(test.database);
  }

  async purge(tenant: string, most: number): Promise<Record<string, number>> {
    await owner.query(`select set_config('app.tenant_id', $1, false)`, [tenant]);
    const deleted: Record<string, number> = {};
    for (let left = true; left; ) {
      const { rows } = await owner.query('select * from platform.delete_tenant_rows($1)', [most]);
      for (const row of rows) deleted[row.name] = (deleted[row.name] ?? 0) + Number(row.deleted);
      left = rows.length > 0;
    }
    return deleted;
  }

  private async rows(): Promise<string[]> {
    const { rows } = await admin.query(allModelRows);
    return rows.map(({ name, row }) => line(name, row)).sort();
  }

  private async erasures(): Promise<unknown[]> {
    const { rows } = await admin.query(
      `select tenant_id, user_id, state, email, subjects, swept_at is not null as swept, counts
         from platform.erasures order by 1, 2`,
    );
    return rows;
  }
}

const codeOf = (error: { code?: string }) => error.code ?? String(error);
const line = (name: string, row: Row) => `${name} ${JSON.stringify(Object.entries(row).sort())}`;
const shown = ({ rows }: LifecycleModel) =>
  [...rows].flatMap(([name, all]) => all.map((row) => line(name, row))).sort();
const erasuresOf = ({ erasures }: LifecycleModel) =>
  erasures
    .map(({ tenant, user, state, email, device, swept, counts }) => ({
      tenant_id: tenant,
      user_id: user,
      state,
      email: email || null,
      subjects: device ? [device] : [],
      swept,
      counts,
    }))
    .sort((a, b) => `${a.tenant_id}${a.user_id}`.localeCompare(`${b.tenant_id}${b.user_id}`));

it('rows, counters and counts are those of a model of the declarations after every step', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(sequence, async (taken) => {
      const pair = new Pair();
      await pair.start();
      for (const [name, by] of taken) await pair.take(name, by);
      for (const { counts } of pair.model.erasures) for (const key of Object.keys(counts)) seen.add(key);
    }),
    { numRuns: SEQUENCES, seed: jest.getSeed() },
  );
  // It would prove little if no erasure ever changed anything.
  expect(seen.size).toBeGreaterThan(5);
});
