// Real: PostgreSQL and the table of reservations. Faked: the counter of the quota, and the limit.
import { Readable } from 'node:stream';
import { newId } from '#platform/ids';
import type { Quotas } from '#platform/quotas';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import type { ReservedRoom } from './reservation.js';
import { UploadRoom } from './upload-room.js';

const MiB = 1024 ** 2;

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
  const upload =
    (callerId?: string, most = 100 * MiB) =>
    <T>(at: 0 | 1, length: number | undefined, work: (room: ReservedRoom) => Promise<T>) =>
      processes[at].reserve({ tenantId, callerId }, { length, most }, work);
  /** An upload of somebody else, of which so many bytes arrive. */
  const sent = (at: 0 | 1, length: number | undefined, bytes = length ?? 0, largest?: number) =>
    upload(newId(), largest)(at, length, (room) => received(room, bytes));
  return { tenantId, processes, reserved, upload, sent };
}

async function received(room: ReservedRoom, ...pieces: number[]): Promise<number> {
  let bytes = 0;
  for await (const piece of room.within(Readable.from(pieces.map((n) => Buffer.alloc(n))))) bytes += piece.length;
  return bytes;
}

it('is never given twice, whichever processes ask', async () => {
  const { upload, reserved, sent } = tenant(100, 10);
  await upload(newId())(0, 60, async () => {
    await expect(sent(1, 31)).rejects.toMatchObject({
      code: 'quota_exceeded',
      options: { extensions: { quota: 'storageBytes', limit: 100, used: 10, reserved: 60 } },
      detail: { en: expect.stringMatching(/10 are in use, 60 are reserved by uploads under way and become free/) },
    });
    expect(await sent(1, 30)).toBe(30);
    expect(await sent(1, undefined, 30)).toBe(30);
    await expect(sent(1, undefined, 31)).rejects.toMatchObject({ code: 'quota_exceeded' });
  });
  expect(await reserved()).toEqual([{ n: 0 }]);
  expect(await sent(1, 90)).toBe(90);
  await expect(sent(1, 91)).rejects.toMatchObject({
    detail: { en: expect.stringContaining('10 are in use, and this request needs 91 more') },
  });
});

it('is taken as bytes arrive, 8 MiB ahead at most, and refused where no more is free', async () => {
  const { upload, reserved } = tenant(20 * MiB);
  const [slow, other] = [upload(newId()), upload(newId())];
  await slow(0, 20 * MiB, async (room) => {
    expect(await reserved()).toEqual([{ n: 8 * MiB }]);
    await received(room, MiB, 7 * MiB);
    expect(await reserved()).toEqual([{ n: 8 * MiB }]);
    await received(room, 1);
    expect(await reserved()).toEqual([{ n: 16 * MiB }]);
    await other(1, undefined, async () => {
      expect(await reserved()).toEqual([{ n: 20 * MiB }]);
      await received(room, 8 * MiB - 1);
      await expect(received(room, 1)).rejects.toMatchObject({ code: 'quota_exceeded' });
    });
    await received(room, 4 * MiB - 1);
    expect(await reserved()).toEqual([{ n: 20 * MiB }]);
  });
  expect(await reserved()).toEqual([{ n: 0 }]);
});

it('is given to ten uploads of a caller at once, in all processes together', async () => {
  for (const { upload, reserved } of [tenant(1000), tenant(null)]) {
    const [caller, another, worker] = [upload(newId()), upload(newId()), upload()];
    const open = Promise.withResolvers<void>();
    const begun = Array.from({ length: 10 }, () => Promise.withResolvers<void>());
    const all = begun.map(({ resolve }, i) =>
      caller(i % 2 === 0 ? 0 : 1, 1, () => {
        resolve();
        return open.promise;
      }),
    );
    await Promise.race([Promise.all(begun.map(({ promise }) => promise)), Promise.all(all)]);
    await expect(caller(1, 1, async () => {})).rejects.toMatchObject({
      code: 'too_many_uploads',
      status: 429,
      options: { headers: { 'retry-after': '5' } },
    });
    await another(1, 1, async () => {});
    await worker(1, 1, async () => {});
    open.resolve();
    await Promise.all(all);
    await caller(1, 1, async () => {});
    expect(await reserved()).toEqual([{ n: 0 }]);
  }
});

it('is not given beyond the limit to any number who ask at once', async () => {
  const { sent, reserved, upload } = tenant(100);
  const open = Promise.withResolvers<void>();
  let [begun, refused] = [0, 0];
  const all = Array.from({ length: 20 }, (_, i) =>
    upload(newId())(i % 2 === 0 ? 0 : 1, 30, async () => {
      begun += 1;
      if (begun + refused === 20) open.resolve();
      await open.promise;
    }).catch(() => {
      refused += 1;
      if (begun + refused === 20) open.resolve();
    }),
  );
  await Promise.all(all);
  expect([begun, refused, await reserved(), await sent(0, 100)]).toEqual([3, 17, [{ n: 0 }], 100]);
});

it('ends in the transaction of what was kept, or with a failure', async () => {
  const { tenantId, upload, reserved } = tenant(100);
  await upload(newId())(0, 60, async (room) => {
    await test.database.transaction({ tenantId }, (tx) => room.end(tx));
    expect(await reserved()).toEqual([{ n: 0 }]);
  });
  await expect(upload(newId())(0, 60, () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
  expect(await reserved()).toEqual([{ n: 0 }]);
});

it('is not taken for bytes beyond the largest file, which are refused as such', async () => {
  const { sent } = tenant(100);
  expect(await sent(0, undefined, 101, 50)).toBe(101);
});

it('is free again soon when its process died', async () => {
  const { tenantId, sent } = tenant(100);
  await runSql(
    test.adminUrl,
    `insert into platform.uploads values ('${tenantId}', '${newId()}', 100, now() + interval '1 minute')`,
  );
  await expect(sent(0, 1)).rejects.toMatchObject({ code: 'quota_exceeded' });
  await runSql(
    test.adminUrl,
    `update platform.uploads set expires_at = now() - interval '1 ms' where tenant_id = '${tenantId}'`,
  );
  expect(await sent(0, 1)).toBe(1);
});

it('is kept as long as its upload goes on', async () => {
  const { tenantId, upload } = tenant(100);
  const doNotFake = ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake] });
  try {
    await upload(newId())(0, 100, async () => {
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
  expect(await tenant(null, 1000).sent(0, undefined, 10)).toBe(10);
  expect(await tenant(100, 200).sent(0, 0)).toBe(0);
  await expect(tenant(100, 200).sent(0, undefined)).rejects.toMatchObject({ code: 'quota_exceeded' });
});
