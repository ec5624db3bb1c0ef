// Real: the whole API over HTTP, PostgreSQL, people who sign in, the queue that docs/clients gives to apps. Faked: the network,
// which loses and repeats requests, the app around the queue, which is killed, and the age of tokens, which are not signed.
import fc from 'fast-check';
import { newId } from '../../docs/clients/journal-queue.mjs';
import { away, JournalPhone, lost, type Network } from '../support/journal-phone.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let url: string;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  url = await api.listen();
  tenant = await freshTenant(api);
});
afterAll(() => api?.close());

const device = fc.nat({ max: 1 });
const network = fc.constantFrom('arrives', 'away', 'lost', 'twice', 'late');
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('write' as const), device, entry: fc.nat({ max: 2 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('sync' as const),
      device,
      networks: fc.array(network, { maxLength: 4 }),
      writesLeft: fc.option(fc.nat({ max: 4 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('merge' as const), device }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('expire' as const), device }) },
);

/** What a person who merges makes of two texts: each word of both, once. */
const words = (...texts: (string | undefined)[]) =>
  [...new Set(texts.flatMap((text) => text?.split(' ') ?? []))].sort().join(' ');
const textOf = (content: object | null | undefined) =>
  (content as { reflection: string } | null | undefined)?.reflection;

async function merge(phone: JournalPhone): Promise<void> {
  for (const { id, content, theirs } of phone.queue.held) {
    const both = words(textOf(theirs), textOf(content));
    if (both === textOf(theirs)) await phone.queue.drop('entry', id);
    else await phone.resolve(id, both);
  }
}

/** What arrived at the server once, and arrives again after everything else. */
const repeat = (token: string, body: string) =>
  fetch(`${url}/v1/journal/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });

it('two phones that write, lose answers and are killed end with the same journal, with all that was written, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 40 }), async (events) => {
      const { token } = await signedIn(api, tenant, 'member');
      const phones = [
        await JournalPhone.start(url, async () => token),
        await JournalPhone.start(url, async () => token),
      ];
      const ids = [newId(), newId(), newId()];
      const late: string[] = [];
      const networks: Record<string, Network> = {
        ...{ away, lost },
        arrives: (send) => send(),
        twice: async (send) => {
          await (await send()).text();
          return send();
        },
        late: (send, body) => {
          late.push(body);
          return send();
        },
      };
      const written = ids.map((): string[] => []);
      for (const [at, given] of events.entries()) {
        const phone = phones[given.device] as JournalPhone;
        if (given.does === 'write') {
          const id = ids[given.entry] as string;
          const [held] = phone.queue.held.filter((each) => each.id === id);
          await phone.write(id, words(held ? textOf(held.content) : phone.copy.get(id), `w${at}`));
          written[given.entry]?.push(`w${at}`);
        } else if (given.does === 'merge') await merge(phone);
        else if (given.does === 'expire') {
          phone.expire();
          await phone.open();
        } else {
          phone.networks.push(...given.networks.map((name) => networks[name] as Network));
          phone.writesLeft = given.writesLeft ?? Number.POSITIVE_INFINITY;
          await phone.queue.sync().catch((error: Error) => {
            if (!/killed|answered nothing/.test(error.message)) throw error;
          });
          phone.networks.length = 0;
          await phone.open();
        }
      }
      for (let round = 0; round < 3; round += 1) {
        for (const body of late) await (await repeat(token, body)).text();
        for (const phone of phones) {
          await merge(phone);
          await phone.queue.sync();
          await merge(phone);
          await phone.queue.sync();
        }
      }
      const call = async (path: string) => (await callAs(api, token, 'GET', `/v1/journal/entries${path}`)).json().data;
      const entries = await call('?limit=100');
      const texts = new Map(entries.map(({ id, reflection }: { id: string; reflection: string }) => [id, reflection]));
      for (const { copy, queue } of phones) {
        expect(queue.held).toEqual([]);
        expect([...copy].sort()).toEqual([...texts].sort());
      }
      for (const [at, id] of ids.entries())
        expect(texts.get(id)).toBe(written[at]?.length ? words(written[at]?.join(' ')) : undefined);
      for (const { id, version, reflection } of entries) {
        // Nothing was applied twice: each version says more than the one before.
        const former = (await call(`/${id}/versions?limit=100`)).map(
          ({ reflection }: { reflection: string }) => reflection,
        );
        const said = [reflection, ...former].reverse();
        expect(said).toHaveLength(version);
        expect(new Set(said).size).toBe(version);
      }
    }),
    // A failure is reported before the test times out, however small it was made by then.
    { numRuns: 15, interruptAfterTimeLimit: 500_000 },
  );
});
