// Real: PostgreSQL. Faked: the timer that flushes, and what fails of the database.
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { MeterCapacity } from './meter-capacity.job.js';
import { MeteringBuffer } from './metering-buffer.js';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await testDatabase();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await runSql(postgres.adminUrl, 'truncate tenants.metering, tenants.usage');
});
afterAll(() => postgres.close());

/** Where a month ends during the test, the higher of both. */
const metered = async (tenantId: string) => {
  const rows = await runSql<{ measure: string; value: number }>(
    postgres.adminUrl,
    `select measure, max(value)::float8 as value from tenants.metering where tenant_id = '${tenantId}' group by measure`,
  );
  return Object.fromEntries(rows.map(({ measure, value }) => [measure, value]));
};

describe('what tenants use', () => {
  it('is added once, however often the database fails, with what is used meanwhile', async () => {
    const [buffer, tenantId] = [new MeteringBuffer(postgres.database), newId()];
    buffer.answered(tenantId, 200, 10);
    buffer.answered(tenantId, 503, 5);
    jest.spyOn(postgres.database, 'transaction').mockImplementationOnce(async () => {
      buffer.count(tenantId, 'events', 7);
      throw new Error('away');
    });
    await expect(buffer.flush()).rejects.toThrow('away');
    expect(await metered(tenantId)).toEqual({});
    await buffer.flush();
    await buffer.flush();
    expect(await metered(tenantId)).toEqual({ requests: 2, errors: 1, bytes: 15, events: 7 });
  });

  it('is not added again where the first of several batches went well', async () => {
    const buffer = new MeteringBuffer(postgres.database);
    for (let n = 0; n < 5_001; n += 1) buffer.count(newId(), 'events', 1);
    const { transaction } = postgres.database;
    jest
      .spyOn(postgres.database, 'transaction')
      .mockImplementationOnce((scope, work) => transaction.call(postgres.database, scope, work) as never)
      .mockRejectedValueOnce(new Error('away'));
    await expect(buffer.flush()).rejects.toThrow('away');
    await buffer.flush();
    const sums = 'select count(*)::int as tenants, sum(value)::int as events from tenants.metering';
    expect(await runSql(postgres.adminUrl, sums)).toEqual([{ tenants: 5_001, events: 5_001 }]);
  });
});

describe('what tenants hold', () => {
  // The trigger that meters runs as the owner, whom row level security binds too: it needs the tenant in force.
  const use = (tenantId: string, used: number) =>
    runSql(
      postgres.adminUrl,
      `select set_config('app.tenant_id', '${tenantId}', false);
       insert into tenants.usage (tenant_id, quota, used) values ('${tenantId}', 'apps', ${used})
       on conflict (tenant_id, quota) do update set used = excluded.used`,
    );
  const mark = () => new MeterCapacity(postgres.database).run({ tenantId: newId() });

  it('is metered at the highest of the month, also after some was given back', async () => {
    const tenantId = newId();
    await use(tenantId, 12);
    await use(tenantId, 7);
    expect(await metered(tenantId)).toEqual({ apps: 12 });
    await mark();
    expect(await metered(tenantId)).toEqual({ apps: 12 });
  });

  it('is entered into a month in which nobody changed it', async () => {
    const tenantId = newId();
    await use(tenantId, 7);
    await runSql(postgres.adminUrl, 'truncate tenants.metering');
    await mark();
    expect(await metered(tenantId)).toEqual({ apps: 7 });
  });
});
