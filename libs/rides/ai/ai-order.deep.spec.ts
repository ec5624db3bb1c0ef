// Real: the whole API and its worker, PostgreSQL, the request to the model. Faked: the model, which one local server plays, and
// answers when it is let; most of what waits, which SQL writes.
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { LocalModel, says } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let model: LocalModel;
let processes: TestApp[];
let answer: (() => void)[];
beforeAll(async () => {
  model = await LocalModel.start();
  const first = await model.app({ aiConcurrency: 2 });
  processes = [first, await model.app({ aiConcurrency: 2 }, true, first.database)];
});
beforeEach(async () => {
  answer = [];
  model.asked.length = 0;
  model.answers = (response, asked) => void answer.push(() => says('Rest.', 100)(response, asked));
});
afterEach(async () => {
  model.answers = says('Rest.', 100);
  for (const release of answer) release();
  await sql(`delete from rides.ai_requests where state = 'waiting'`);
  await until(async () => (await sql(`select from rides.ai_requests where state = 'calling'`)).length === 0);
});
afterAll(async () => {
  await model?.close();
  for (const { close } of processes?.toReversed() ?? []) await close();
});

const api = () => processes[0] as TestApp;
const sql = <Row extends object>(text: string) => runSql<Row>(api().database.adminUrl, text);
type Rider = SignedIn & { readonly tenantId: string; readonly tenant: { id: string; slug: string } };
const rider = async (plan: 'free' | 'enterprise' = 'free'): Promise<Rider> => {
  const tenant = await freshTenant(api(), { product: 'velo', plan });
  // The others hear of it a little later.
  for (const { app } of processes) await app.get(TenantDirectory).refresh();
  return { ...(await signedIn(api(), tenant, 'member')), tenantId: tenant.id, tenant };
};
const ask = (by: SignedIn, question: string, background = false, process = 0) =>
  callAs(processes[process] as TestApp, by.token, 'POST', '/v1/rides/ai-requests', { question, background });
const asked = (n: number) => until(() => model.asked.length === n);

/** A thousand requests of a rider that wait in the background, which SQL writes. */
async function thousand({ id, tenantId }: Rider): Promise<void> {
  const text = `'{"question":"one of a thousand"}'`;
  await sql(
    `insert into rides.ai_requests (tenant_id, user_id, id, rank, state, question, language, messages, day, reserved, waits_until)
     select '${tenantId}', '${id}', uuidv7(), 3, 'waiting', '', 'fr',
       jsonb_build_array('{"role":"system","content":""}'::jsonb, jsonb_build_object('role', 'user', 'content', ${text}::text)),
       current_date, 0, now() + interval '1 hour' from generate_series(1, 1000)`,
  );
}
/** Lets the model answer the oldest question; then it is sent the next one. */
async function next(): Promise<string | undefined> {
  const before = model.asked.length;
  answer.shift()?.();
  await asked(before + 1);
  return model.questions.at(-1);
}

it('asks about what somebody waits for before a thousand in the background, then plans that pay, and tenants take turns', async () => {
  const [many, few, paying, waiting] = [await rider(), await rider(), await rider('enterprise'), await rider()];
  await thousand(many);
  await ask(many, 'wakes', true);
  await asked(2);
  await ask(few, 'few', true);
  await ask(paying, 'paying', true);
  await ask(waiting, 'somebody waits');
  const order = [await next(), await next(), await next(), await next()];
  expect(order).toEqual(['somebody waits', 'paying', 'few', 'one of a thousand']);
});

it('says how many are before: also of other tenants, as they take turns', async () => {
  const [many, few] = [await rider(), await rider()];
  await ask(many, 'first');
  await ask(many, 'second');
  await asked(2);
  await thousand(many);
  const behind = (await ask(await signedIn(api(), many.tenant, 'member'), 'last', true)).json();
  const turn = (await ask(few, 'few', true)).json();
  expect([behind.before, turn.before]).toEqual([1000, 0]);
  expect(behind.estimatedSeconds).toBeGreaterThan(turn.estimatedSeconds);
});

it('has no more under way than it may, over all processes, and uses every place', async () => {
  const riders = [await rider(), await rider()];
  for (let n = 0; n < 6; n += 1) await ask(riders[n % 2] as SignedIn, `${n}`, false, n % 2);
  await asked(2);
  for (let n = 3; n <= 6; n += 1) {
    await next();
    const [{ calling } = { calling: 0 }] = await sql<{ calling: number }>(
      `select count(*)::int as calling from rides.ai_requests where state = 'calling'`,
    );
    expect([calling, model.asked.length]).toEqual([2, n]);
  }
  expect(new Set(model.questions)).toEqual(new Set(['0', '1', '2', '3', '4', '5']));
});

it('a place is free again once the claim of a killed worker is over, and its request is not sent again', async () => {
  const me = await rider();
  const [first, second] = [newId(), newId()];
  await sql(
    `insert into rides.ai_requests (tenant_id, user_id, id, rank, state, question, language, messages, day, reserved, waits_until, claim,
       claimed_until, called_at)
     select '${me.tenantId}', '${me.id}', id::uuid, 1, 'calling', '', 'fr', '[]', current_date, 0, now() + interval '1 hour', uuidv7(),
       now() + case when n = 1 then interval '1 hour' else interval '-1 second' end, now()
     from (values (1, '${first}'), (2, '${second}')) as r (n, id)`,
  );
  await ask(me, 'goes on');
  await asked(1);
  const states = await sql<{ id: string; state: string }>(
    `select id, state || coalesce(' ' || reason, '') as state from rides.ai_requests where id in ('${first}', '${second}') order by created_at, state`,
  );
  expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [first, 'calling'],
      [second, 'ruled unknown'],
    ]),
  );
  await ask(me, 'waits');
  expect(model.questions).toEqual(['goes on']);
  await sql(`delete from rides.ai_requests where id = '${first}'`);
});
