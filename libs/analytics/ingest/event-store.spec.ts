// Real: which batches are stored when. Faked: the database, which stores when the test says so, the tenants, and the clock.
import type { StagedCopies } from '#platform/database';
import { newId } from '#platform/ids';
import type { TenantDirectory } from '#platform/tenancy';
import { EventStore } from './event-store.js';
import type { BatchRow } from './ingest.sql.js';

const [flooding, other] = [newId(), newId()];
const tenants = { byId: (id: string) => ({ id, timeZone: 'UTC' }) } as unknown as TenantDirectory;

let store: EventStore;
/** Of each commit the tenants whose batches are in it, and what ends it. */
let commits: { readonly of: readonly string[]; readonly end: () => void }[];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  commits = [];
  const unscopedCopy = (_: unknown, __: unknown, ___: unknown, batches: string) => {
    const { promise, resolve } = Promise.withResolvers<object[]>();
    commits.push({ of: (JSON.parse(batches) as BatchRow[]).map(({ tenant }) => tenant), end: () => resolve([]) });
    return promise;
  };
  store = new EventStore({ unscopedCopy } as unknown as StagedCopies, tenants);
});
afterEach(() => jest.useRealTimers());

const send = (tenantId: string, staged: number) => {
  const counts = { staged, sampled: 0, rejected: 0, quarantined: [] };
  return store.store({ receipt: newId(), tenantId, keyId: newId(), rows: Buffer.alloc(0), ...counts });
};
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
};
/** Ends a commit, so many milliseconds after it began. */
async function commit(number: number, ms: number): Promise<void> {
  jest.advanceTimersByTime(ms);
  commits[number]?.end();
  await settle();
}
const stored = () => commits.map(({ of }) => of);

it('stores no more of a tenant that sends much for twice as long as it took, where others send', async () => {
  void send(flooding, 1000);
  await settle();
  void send(other, 20);
  void send(flooding, 1000);
  await settle();
  await commit(0, 40);
  await commit(1, 0);
  expect(stored()).toEqual([[flooding], [other]]);
  void send(other, 20);
  await settle();
  await commit(2, 79);
  expect(stored()).toEqual([[flooding], [other], [other]]);
  jest.advanceTimersByTime(1);
  await settle();
  expect(stored().slice(3)).toEqual([[flooding]]);
});

it('lets no tenant rest for more than half a second, however long the database took', async () => {
  void send(flooding, 1000);
  await settle();
  jest.advanceTimersByTime(30_000);
  void send(other, 20);
  void send(flooding, 1000);
  await settle();
  await commit(0, 0);
  await commit(1, 499);
  expect(stored()).toEqual([[flooding], [other]]);
  jest.advanceTimersByTime(1);
  await settle();
  expect(stored().slice(2)).toEqual([[flooding]]);
});

it('goes on at once with a tenant that sends alone, or little', async () => {
  void send(other, 20);
  await settle();
  await commit(0, 1);
  for (const [place, events] of [999, 1000, 1000].entries()) {
    void send(flooding, events);
    await settle();
    // Nobody else has sent for a second when the first 1,000 are stored.
    await commit(place + 1, 500);
  }
  expect(stored()).toEqual([[other], [flooding], [flooding], [flooding]]);
});
