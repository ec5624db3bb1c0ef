// Real: the whole API over its own PostgreSQL. Faked: nothing.
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let flooding: Sender;
let other: Sender;

beforeAll(async () => {
  api = await startTestApp();
  // The first batch also notes its names.
  [flooding, other] = await Promise.all([sender(), sender()]);
});
afterAll(() => api?.close());

type Sender = Awaited<ReturnType<typeof sender>>;

/** A tenant of which a batch was stored. */
async function sender() {
  const { id, slug } = await freshTenant(api);
  const { token } = await signedIn(api, { id, slug }, 'member');
  const headers = { authorization: `Bearer ${token}` };
  const send = async (events: object[]) => {
    const answer = await api.inject({ method: 'POST', url: `/v1/ingest/${slug}/events`, headers, payload: events });
    expect(answer.json()).toMatchObject({ accepted: events.length });
    return answer.json().id as string;
  };
  await send([event()]);
  return { id, send };
}

const event = () => ({ id: newId(), name: 'app.opened', occurredAt: new Date().toISOString(), subject: 'device-1' });
const many = () => Array.from({ length: 500 }, event);

it('stores the events of a tenant while those of another wait for the database', async () => {
  const late = [event(), event()];
  const rows = late.map(({ id, occurredAt }) => `('${flooding.id}', '${occurredAt}', '${id}', 'app.opened', 'server')`);
  const sql = `insert into analytics.events (tenant_id, occurred_at, id, name, client) values ${rows}`;
  await using held = await heldTransaction(api.database.adminUrl, sql);
  const first = flooding.send(late.slice(0, 1));
  await held.blocks();
  const second = flooding.send(late.slice(1));
  await other.send([event()]);
  await other.send(many());
  await held.rollback();
  await Promise.all([first, second]);
});

it('reads what a tenant sends before all of what another has sent', async () => {
  const flood = Array.from({ length: 12 }, () => flooding.send(many()));
  const ofOther = [other.send([event()]), other.send(many())];
  // The ids of answers are given once a body is read, in order.
  const before = (await Promise.all(ofOther)) as string[];
  const ids = (await Promise.all(flood)) as string[];
  for (const id of before) expect(ids.filter((one) => one < id).length).toBeLessThan(6);
});
