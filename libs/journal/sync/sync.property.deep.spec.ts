// Real: the whole API, PostgreSQL, a person who signs in. Faked: the devices and the network between, see `journal-device.ts`.
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { type Entry, JournalDevice } from '../../../test/support/journal-device.js';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
});
afterAll(() => api?.close());

const device = fc.nat({ max: 2 });
const entry = fc.nat({ max: 3 });
const size = fc.integer({ min: 1, max: 6 });
/** What happens to devices: a change offline, a sync whose answer may be lost, and a request that arrives twice. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('write' as const), device, entry }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), device, entry }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('sync' as const), device, batch: size, limit: size }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lose' as const), device, batch: size, limit: size }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('repeat' as const), device, which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('forget' as const), device }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('expire' as const), device }) },
);

/** Until no device has anything new, of itself or of others. */
async function settle(devices: readonly JournalDevice[]): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    for (const each of devices) while ((await each.sync(5, 50)).more || !each.isClean);
    const shown = devices.map(({ entries }) => JSON.stringify(existing(entries)));
    if (devices.every(({ isClean }) => isClean) && new Set(shown).size === 1) return;
  }
}

const existing = (entries: ReadonlyMap<string, string | undefined>) =>
  [...entries].filter(([, text]) => text !== undefined).sort();

it('devices that change entries offline converge, lose nothing that was acknowledged, and show each conflict', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 60 }), async (events) => {
      const { token } = await signedIn(api, tenant, 'member');
      const devices = Array.from({ length: 3 }, () => new JournalDevice(api, token));
      const ids = Array.from({ length: 4 }, newId);
      for (const [at, given] of events.entries()) {
        const on = devices[given.device] as JournalDevice;
        if (given.does === 'write') on.write(ids[given.entry] as string, `text ${at}`);
        else if (given.does === 'delete') on.delete(ids[given.entry] as string);
        else if (given.does === 'forget') on.forget();
        else if (given.does === 'expire') on.expire();
        else if (given.does === 'repeat') await on.post(on.unanswered[given.which % on.unanswered.length] ?? {});
        else await on.sync(given.batch, given.limit, given.does === 'lose');
      }
      await settle(devices);
      const ask = async <Item>(path: string): Promise<Item[]> =>
        (await callAs(api, token, 'GET', `/v1/journal/entries${path}`)).json().data;
      const entries = await ask<Entry>('?limit=100');
      for (const { entries: shown } of devices) {
        expect(existing(shown)).toEqual(entries.map(({ id, reflection }) => [id, reflection]).sort());
      }
      const acknowledged = devices.flatMap((each) => each.acknowledged);
      // What two devices deleted is deleted once.
      const written = acknowledged.filter(({ reflection }) => reflection !== undefined);
      const made = written.map(({ id, version }) => `${id} ${version}`);
      expect(made).toEqual([...new Set(made)]);
      for (const { base, version } of written) expect(version).toBe(base + 1);
      for (const { id, version: last, reflection } of entries) {
        const former = await ask<Entry>(`/${id}/versions?limit=100`);
        const kept = new Map(
          [...former, { id, version: last, reflection }].map((each) => [each.version, each.reflection]),
        );
        const deletedAt = Math.max(
          0,
          ...acknowledged
            .filter((each) => each.id === id && each.reflection === undefined)
            .map(({ version }) => version),
        );
        for (const each of acknowledged.filter(({ version }) => version > deletedAt)) {
          if (each.id === id) expect([each.version, kept.get(each.version)]).toEqual([each.version, each.reflection]);
        }
      }
    }),
    // A failure is reported before the test times out, however small it was made by then.
    { numRuns: 25, interruptAfterTimeLimit: 500_000 },
  );
});

it('two devices that change one entry offline: one is told, with the version of the other', async () => {
  const { token } = await signedIn(api, tenant, 'member');
  const [one, other] = [new JournalDevice(api, token), new JournalDevice(api, token)];
  const id = newId();
  one.write(id, 'first');
  await one.sync(5, 5);
  await other.sync(5, 5);
  one.write(id, 'mine');
  other.write(id, 'yours');
  other.write(id, 'yours again');
  await one.sync(5, 5);
  await other.sync(5, 5);
  expect([one.conflicts.length, other.conflicts.length]).toEqual([0, 1]);
  await settle([one, other]);
  expect(one.entries.get(id)).toBe('mine|yours again');
});
