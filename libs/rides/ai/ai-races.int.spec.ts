// Real: the whole API and its worker, PostgreSQL, the request to the model. Faked: the model, which one local server plays, and answers
// when it is let; claims that are over, and the state of the tenant, which SQL writes; the clock of a process that stands still.
import { Realtime } from '#platform/realtime';
import { TenantDirectory } from '#platform/tenancy';
import { LocalModel, says } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import type { AiRequestDto } from './ai-requests.dto.js';
import { EndsRequests } from './ends-requests.js';

let model: LocalModel;
let api: TestApp;
let tenant: { id: string; slug: string };
let me: SignedIn;
let answers: (() => void)[];
beforeAll(async () => {
  model = await LocalModel.start();
  api = await model.app({ aiConcurrency: 1 });
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'velo' });
  me = await signedIn(api, tenant, 'member');
  answers = [];
  model.asked.length = 0;
  model.answers = (response, asked) =>
    void answers.push(() => {
      if (!response.headersSent) says('Rest.', 100)(response, asked);
    });
});
afterEach(async () => {
  model.answers = says('Rest.', 100);
  for (const answer of answers) answer();
  await until(async () => (await sql('select from rides.ai_requests where ended_at is null')).length === 0);
});
afterAll(async () => {
  await model?.close();
  await api?.close();
  // Not before: a clock that goes back holds up what runs.
  jest.restoreAllMocks();
});

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const url = '/v1/rides/ai-requests';
const ask = async (): Promise<AiRequestDto> => (await callAs(api, me.token, 'POST', url, {})).json();
const stateOf = async (id: string) => {
  const [row] = await sql<{ state: string }>(
    `select state || coalesce(' ' || reason, '') as state from rides.ai_requests where id = '${id}'`,
  );
  return row?.state;
};
const asked = (n: number) => until(() => answers.length === n);
const budgets = () =>
  sql(
    `select reserved::int as reserved, spent::int as spent from rides.ai_budgets where tenant_id = '${tenant.id}' union all
     select reserved::int, spent::int from rides.ai_user_budgets where tenant_id = '${tenant.id}'`,
  );

it('cancelled and deleted a hundred times at once, a request gives back what it reserved once', async () => {
  const first = await ask();
  await asked(1);
  const { id } = await ask();
  const calls = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      n % 2 === 0
        ? callAs(api, me.token, 'POST', `${url}/${id}/cancel`)
        : callAs(api, me.token, 'DELETE', `${url}/${id}`),
    ),
  );
  const statuses = calls.map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => ![200, 204, 404, 409].includes(status))).toEqual([]);
  expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(1);
  expect(await budgets()).toEqual(Array(2).fill({ reserved: first.reserved, spent: 0 }));
});

it('an answer that comes once its claim was given up changes nothing, and is not paid twice', async () => {
  const { id, reserved } = await ask();
  await asked(1);
  await sql(`update rides.ai_requests set claimed_until = now() - interval '1 second' where id = '${id}'`);
  await ask();
  await until(async () => (await stateOf(id)) === 'ruled unknown');
  answers[0]?.();
  // The process asks the next one once it is done with the answer.
  await asked(2);
  const [seen] = await sql(`select state, answer, spent from rides.ai_requests where id = '${id}'`);
  expect(seen).toEqual({ state: 'ruled', answer: null, spent: reserved });
});

it('what is under way ends by its own claim alone, and not as lost while that is in force', async () => {
  const { id } = await ask();
  await asked(1);
  const ends = api.app.get(EndsRequests);
  const person = { tenantId: tenant.id, userId: me.id };
  const how = { state: 'cancelled', spent: 0 } as const;
  for (const still of ['waiting', 'lost', { claim: id }] as const)
    expect(await ends.end(person, id, still, how)).toBeUndefined();
  expect(await stateOf(id)).toBe('calling');
});

it('of a tenant that is suspended nothing is sent: what waits is cancelled in its turn', async () => {
  const first = await ask();
  await asked(1);
  const second = await ask();
  await sql(`update tenants.tenants set state = 'suspended', suspended_at = now() where id = '${tenant.id}'`);
  await api.app.get(TenantDirectory).refresh();
  answers[0]?.();
  await until(async () => (await stateOf(second.id)) === 'cancelled');
  expect([await stateOf(first.id), model.asked.length]).toEqual(['answered', 1]);
  expect(await budgets()).toEqual(Array(2).fill({ reserved: 0, spent: 100 }));
});

it('nothing is sent once the claim is over, which another process may hold by then; the next request is', async () => {
  const [now, publish] = [performance.now.bind(performance), Realtime.prototype.publish];
  // The process stands still for longer than the claim lasts, between the claim and the call.
  let stoodStill = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + stoodStill);
  const stops = jest.spyOn(Realtime.prototype, 'publish').mockImplementation(function (this: Realtime, ...args) {
    if ((args[2].data as { state?: string }).state === 'calling') stoodStill += 3_600_000;
    publish.apply(this, args);
  });
  const body = { background: true, waitSeconds: 3600 };
  const { id } = (await callAs(api, me.token, 'POST', url, body)).json();
  await until(async () => (await stateOf(id)) === 'ruled waited');
  expect(model.asked).toEqual([]);
  stops.mockRestore();
  const next = await ask();
  await asked(1);
  answers[0]?.();
  await until(async () => (await stateOf(next.id)) === 'answered');
  expect(await budgets()).toEqual(Array(2).fill({ reserved: 0, spent: 100 }));
});
