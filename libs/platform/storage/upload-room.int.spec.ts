// Real: PostgreSQL and the table of reservations. Faked: the counter of the quota, and the limit.
import { newId } from '#platform/ids';
import type { Quotas } from '#platform/quotas';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { storageProblems } from './storage.errors.js';
import { UploadRoom } from './upload-room.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

/** The room of a new tenant, as two processes see it. */
function tenant(limit: number | null, used = 0) {
  const tenantId = newId();
  const quotas: Quotas = { take: async () => {}, spend: () => {}, use: async () => ({ used, limit }) };
  const processes = [new UploadRoom(test.database, quotas), new UploadRoom(test.database, quotas)] as const;
  const reserved = () =>
    runSql<{ n: number }>(
      test.adminUrl,
      `select coalesce(sum(bytes), 0)::int as n from platform.uploads where tenant_id = '${tenantId}'`,
    );
  const most = async (at: 0 | 1, length: number | undefined, largest = 1000) =>
    processes[at].reserve(tenantId, { length, most: largest }, async (room) => room.most);
  return { tenantId, processes, reserved, most };
}

it('is never given twice, whichever processes ask', async () => {
  const { tenantId, processes, reserved, most } = tenant(100, 10);
  await processes[0].reserve(tenantId, { length: 60, most: 1000 }, async () => {
    await expect(most(1, 31)).rejects.toMatchObject({
      code: 'quota_exceeded',
      options: { extensions: { quota: 'storageBytes', limit: 100, used: 70 } },
    });
    expect(await most(1, 30)).toBe(1000);
    expect(await most(1, undefined)).toBe(30);
  });
  expect(await reserved()).toEqual([{ n: 0 }]);
  expect(await most(1, 90)).toBe(1000);
  await expect(most(1, 91)).rejects.toMatchObject({ code: 'quota_exceeded' });
});

it('is not given beyond the limit to any number who ask at once', async () => {
  const { most, reserved, tenantId, processes } = tenant(100);
  const open = Promise.withResolvers<void>();
  let [begun, refused] = [0, 0];
  const all = Array.from({ length: 20 }, (_, i) =>
    processes[i % 2 === 0 ? 0 : 1]
      .reserve(tenantId, { length: 30, most: 1000 }, async () => {
        begun += 1;
        if (begun + refused === 20) open.resolve();
        await open.promise;
      })
      .catch(() => {
        refused += 1;
        if (begun + refused === 20) open.resolve();
      }),
  );
  await Promise.all(all);
  expect([begun, refused, await reserved(), await most(0, 100)]).toEqual([3, 17, [{ n: 0 }], 1000]);
});

it('ends in the transaction of what was kept, or with a failure', async () => {
  const { tenantId, processes, reserved } = tenant(100);
  await processes[0].reserve(tenantId, { length: 60, most: 1000 }, async (room) => {
    await test.database.transaction({ tenantId }, (tx) => room.end(tx));
    expect(await reserved()).toEqual([{ n: 0 }]);
  });
  const failing = processes[0].reserve(tenantId, { length: 60, most: 1000 }, () => Promise.reject(new Error('cut')));
  await expect(failing).rejects.toThrow('cut');
  expect(await reserved()).toEqual([{ n: 0 }]);
});

it('of an unknown length says what was exceeded: the quota, or the largest file', async () => {
  const tooLarge = async () => Promise.reject(storageProblems.file_too_large({ limit: 1 }));
  const { tenantId, processes } = tenant(100);
  const sent = (most: number) => processes[0].reserve(tenantId, { length: undefined, most }, tooLarge);
  await expect(sent(1000)).rejects.toMatchObject({ code: 'quota_exceeded' });
  await expect(sent(50)).rejects.toMatchObject({ code: 'file_too_large' });
});

it('is free again soon when its process died', async () => {
  const { tenantId, most } = tenant(100);
  await runSql(
    test.adminUrl,
    `insert into platform.uploads values ('${tenantId}', '${newId()}', 100, now() + interval '1 minute')`,
  );
  await expect(most(0, 1)).rejects.toMatchObject({ code: 'quota_exceeded' });
  await runSql(test.adminUrl, `update platform.uploads set expires_at = now() where tenant_id = '${tenantId}'`);
  expect(await most(0, 1)).toBe(1000);
});

it('is kept as long as its upload goes on', async () => {
  const { tenantId, processes } = tenant(100);
  const doNotFake = ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake] });
  try {
    await processes[0].reserve(tenantId, { length: 100, most: 1000 }, async () => {
      const ends = `expires_at = now() + interval '1 minute' where tenant_id = '${tenantId}'`;
      await runSql(test.adminUrl, `update platform.uploads set ${ends}`);
      const sent = jest.spyOn(test.database, 'transaction');
      jest.advanceTimersByTime(30_000);
      await sent.mock.results[0]?.value;
      sent.mockRestore();
      const later = `select from platform.uploads where tenant_id = '${tenantId}' and expires_at > now() + interval '1 minute'`;
      expect(await runSql(test.adminUrl, later)).toHaveLength(1);
    });
  } finally {
    jest.useRealTimers();
  }
});

it('is not needed without a limit, nor for what takes nothing', async () => {
  const unlimited = tenant(null, 1000);
  expect(await unlimited.most(0, undefined)).toBe(1000);
  expect(await tenant(100, 200).most(0, 0)).toBe(1000);
  await expect(tenant(100, 200).most(0, undefined)).rejects.toMatchObject({ code: 'quota_exceeded' });
});
