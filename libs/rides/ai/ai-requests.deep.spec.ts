// Real: the whole API and its worker, PostgreSQL, people who sign in, the request to the model. Faked: the model, which one local
// server plays; its breaker, which stays closed; the use of budgets, which SQL writes.
import { Degradation } from '#platform/degradation';
import { Realtime } from '#platform/realtime';
import { TenantDirectory } from '#platform/tenancy';
import { LocalModel, says, staysClosed } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { AiEndpoint, AiFailed } from './ai-endpoint.js';
import type { AiRequestDto, NewAiRequestDto } from './ai-requests.dto.js';

let model: LocalModel;
let api: TestApp;
let tenant: { id: string; slug: string };
let me: SignedIn;
beforeAll(async () => {
  model = await LocalModel.start();
  api = await model.app({ aiConcurrency: 1, aiPriceCents: 200 });
  staysClosed(Object.assign(api.app.get(AiEndpoint), { timeoutMs: 20_000 }));
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'velo' });
  await sql(`update tenants.tenants set plan = 'pro' where id = '${tenant.id}'`);
  await api.app.get(TenantDirectory).refresh();
  me = await signedIn(api, tenant, 'member');
  model.answers = says('Rest.', 100);
  model.asked.length = 0;
});
afterEach(async () => {
  jest.restoreAllMocks();
  model.answers = says('Rest.', 100);
  await until(async () => (await sql('select from rides.ai_requests where ended_at is null')).length === 0);
  await api.app.get(Degradation).set(0, 'test');
});
afterAll(async () => {
  await model?.close();
  await api?.close();
});

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const url = '/v1/rides/ai-requests';
const send = (body: NewAiRequestDto = {}, by = me, headers = {}) => callAs(api, by.token, 'POST', url, body, headers);
const told = (answer: { statusCode: number; body: string }) => [answer.statusCode, JSON.parse(answer.body).code];

async function ask(body: NewAiRequestDto = {}, by = me): Promise<AiRequestDto> {
  const answer = await send(body, by);
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json();
}
const read = async (id: string, by = me): Promise<AiRequestDto> =>
  (await callAs(api, by.token, 'GET', `${url}/${id}`)).json();
const reaches = (id: string, state: string, by = me) =>
  until(async () => {
    const seen = await read(id, by);
    return seen.state === state ? seen : undefined;
  });
const ended = (id: string, by = me) =>
  until(async () => {
    const seen = await read(id, by);
    return seen.endedAt ? seen : undefined;
  });

/** What is in use of the budgets of the tenant and of me. */
async function budgets() {
  const use = (table: string) =>
    sql<{ reserved: number; spent: number }>(
      `select reserved::int as reserved, spent::int as spent from rides.${table} where tenant_id = '${tenant.id}'`,
    );
  return { tenant: await use('ai_budgets'), users: await use('ai_user_budgets') };
}

/** A model that answers once it is let. */
function held(): { release: () => void } {
  const waiting: (() => void)[] = [];
  let open = false;
  model.answers = (response, asked) => {
    const answer = () => says('Rest.', 100)(response, asked);
    if (open) answer();
    else waiting.push(answer);
  };
  return {
    release: () => {
      open = true;
      for (const answer of waiting.splice(0)) answer();
    },
  };
}

it('answers by the model, marked as a machine’s, and says what was sent, and what it cost', async () => {
  await callAs(api, me.token, 'POST', '/v1/rides/rides', {
    beganAt: new Date(Date.now() - 86_400_000),
    elapsedTime: 3600,
    distance: 30_000,
  });
  const { id, ...queued } = await ask({ question: 'Rest?' });
  expect(queued).toMatchObject({ reason: null, answer: null, question: 'Rest?', spent: 0 });
  const seen = await ended(id);
  const cost = { reserved: queued.reserved, spent: 100, costCents: 0.02 };
  expect(seen).toMatchObject({
    state: 'answered',
    source: 'machine',
    answer: 'Rest.',
    model: 'm-1',
    advice: null,
    ...cost,
  });
  expect(model.asked.map(({ body }) => JSON.parse(body).messages)).toEqual([seen.messages]);
  const told = JSON.parse(seen.messages[1]?.content ?? '');
  expect(told).toMatchObject({ rides: [[1, 'road', 30, expect.any(Number), null, null, null]], question: 'Rest?' });
  expect(await budgets()).toEqual({ tenant: [{ reserved: 0, spent: 100 }], users: [{ reserved: 0, spent: 100 }] });
});

it('speaks the language of its user', async () => {
  const { id } = (await send({}, me, { 'accept-language': 'en' })).json();
  const { language, messages } = await ended(id);
  expect([language, messages[0]?.content]).toEqual(['en', expect.stringContaining('in English')]);
});

it.each<[string, unknown, (reserved: number) => number]>([
  ['more than was reserved', 1_000_000, (reserved) => reserved],
  ['more than an integer of PostgreSQL holds', 2 ** 31, (reserved) => reserved],
  ['more than all', Number.MAX_SAFE_INTEGER, (reserved) => reserved],
  ['nothing', 0, () => 0],
  ['less than nothing', -5, (reserved) => reserved],
  ['no number', 'many', (reserved) => reserved],
])('a model that says it took %s tokens is believed within what was reserved', async (_, tokens, spent) => {
  model.answers = says('Rest.', tokens);
  const { id, reserved } = await ask();
  expect(await ended(id)).toMatchObject({ state: 'answered', spent: spent(reserved) });
  expect((await budgets()).tenant).toEqual([{ reserved: 0, spent: spent(reserved) }]);
});

it('lets the rules answer where the model refuses, and charges nothing', async () => {
  model.answers = (response) => void response.writeHead(500).end();
  const { id } = await ask();
  const seen = await ended(id);
  expect(seen).toMatchObject({ state: 'ruled', source: 'rules', reason: 'failed', answer: null, spent: 0 });
  expect(seen.advice?.[0]).toMatchObject({ source: 'rules', why: expect.any(String) });
  expect((await budgets()).users).toEqual([{ reserved: 0, spent: 0 }]);
});

it('lets the rules answer while the model is suspended, and charges nothing', async () => {
  jest.spyOn(AiEndpoint.prototype, 'ask').mockRejectedValue(new AiFailed('suspended', undefined));
  const { id } = await ask();
  expect(await ended(id)).toMatchObject({ state: 'ruled', reason: 'suspended', spent: 0 });
});

it('charges all that was reserved where nobody knows what came of the call, and asks once', async () => {
  model.answers = says({ no: 'text' });
  const { id, reserved } = await ask();
  expect(await ended(id)).toMatchObject({ state: 'ruled', reason: 'unknown', spent: reserved });
  expect(model.asked).toHaveLength(1);
});

it('lets the rules answer within the time allowed, where the model is silent or others are before', async () => {
  model.answers = () => undefined;
  const first = await ask({ waitSeconds: 5 });
  await until(() => model.asked.length === 1);
  const second = await ask({ waitSeconds: 5 });
  const [silent, behind] = [await ended(first.id), await ended(second.id)];
  expect([silent, behind]).toMatchObject([
    { state: 'ruled', reason: 'unknown', spent: first.reserved },
    { state: 'ruled', reason: 'waited', spent: 0 },
  ]);
});

it('tells a request its place, and its user each change', async () => {
  const model = held();
  const published = jest.spyOn(Realtime.prototype, 'publish');
  const first = await ask();
  await reaches(first.id, 'calling');
  const [second, third] = [await ask(), await ask()];
  expect([second, third]).toMatchObject([{ before: 0 }, { before: 1 }]);
  expect(third.estimatedSeconds).toBeGreaterThan(0);
  model.release();
  await Promise.all([first, second, third].map(({ id }) => ended(id)));
  const of = (id: string) =>
    published.mock.calls.flatMap(([, topic, { name, data }]) =>
      (data as { id?: string }).id === id ? [{ topic, name, data }] : [],
    );
  expect(of(first.id)).toMatchObject([
    { data: { state: 'calling' } },
    { name: 'ai.changed', data: { state: 'answered' } },
  ]);
  expect(
    of(third.id)
      .map(({ topic }) => JSON.stringify(topic))
      .every((topic) => topic.includes(me.id)),
  ).toBe(true);
});

it('cancels what waits, and gives all back; not what the model has been asked', async () => {
  const model = held();
  const first = await ask();
  await reaches(first.id, 'calling');
  const second = await ask();
  const cancel = (id: string, by = me) => callAs(api, by.token, 'POST', `${url}/${id}/cancel`);
  for (let n = 0; n < 2; n += 1)
    expect((await cancel(second.id)).json()).toMatchObject({ state: 'cancelled', spent: 0 });
  expect((await budgets()).users).toEqual([{ reserved: first.reserved, spent: 0 }]);
  expect(told(await cancel(first.id))).toEqual([409, 'ai_request_under_way']);
  expect(told(await callAs(api, me.token, 'DELETE', `${url}/${first.id}`))).toEqual([409, 'ai_request_open']);
  model.release();
  await ended(first.id);
  expect((await callAs(api, me.token, 'DELETE', `${url}/${first.id}`)).statusCode).toBe(204);
  expect(told(await callAs(api, me.token, 'GET', `${url}/${first.id}`))).toEqual([404, 'ai_request_not_found']);
});

it('another’s request is not found', async () => {
  const { id } = await ask();
  for (const other of [
    await signedIn(api, tenant, 'owner'),
    await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member'),
  ]) {
    const calls = [
      await callAs(api, other.token, 'GET', `${url}/${id}`),
      await callAs(api, other.token, 'POST', `${url}/${id}/cancel`),
      await callAs(api, other.token, 'DELETE', `${url}/${id}`),
    ];
    expect(calls.map(told)).toEqual(Array(3).fill([404, 'ai_request_not_found']));
  }
  await ended(id);
});

it('lets the rules answer at once under degradation, also what waited before, and charges nothing', async () => {
  const model = held();
  const first = await ask();
  await reaches(first.id, 'calling');
  const second = await ask();
  await api.app.get(Degradation).set(1, 'test');
  expect(await ask({ orRules: false })).toMatchObject({
    state: 'ruled',
    reason: 'degraded',
    reserved: 0,
    advice: [{ source: 'rules' }],
  });
  model.release();
  await ended(first.id);
  expect(await ended(second.id)).toMatchObject({ state: 'ruled', reason: 'degraded', spent: 0 });
});

it('of a hundred requests at once within a budget for ten, ten are taken', async () => {
  const model = held();
  const first = await ask();
  await reaches(first.id, 'calling');
  const limit = 300_000;
  const spent = limit - 10 * first.reserved - Math.floor(first.reserved / 2) - first.reserved;
  await sql(`update rides.ai_user_budgets set spent = ${spent} where tenant_id = '${tenant.id}'`);
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => send({ orRules: n % 2 === 0 })));
  const taken = answers.filter(({ statusCode }) => statusCode === 201).map((answer): AiRequestDto => answer.json());
  expect(taken.filter(({ state }) => state === 'waiting')).toHaveLength(10);
  const ruled = taken.flatMap(({ state, reason, reserved }) => (state === 'ruled' ? [`${reason} ${reserved}`] : []));
  expect(new Set(ruled)).toEqual(new Set(['budget 0']));
  const refused = answers.find(({ statusCode }) => statusCode !== 201);
  expect(refused && told(refused)).toEqual([429, 'ai_budget_spent']);
  const reserved = 11 * first.reserved;
  expect(refused?.json()).toMatchObject({ quota: 'aiTokensADayOfUser', limit, used: spent, reserved });
  expect((await budgets()).tenant).toEqual([{ reserved, spent: 0 }]);
  model.release();
});

it('takes five of twenty requests of two users at once, where the budget of their tenant is for five', async () => {
  const model = held();
  const other = await signedIn(api, tenant, 'member');
  const elsewhere = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
  const first = await ask();
  await reaches(first.id, 'calling');
  const limit = 100_000_000;
  const reserved = 6 * first.reserved;
  const spent = limit - reserved - Math.floor(first.reserved / 2);
  await sql(`update rides.ai_budgets set spent = ${spent} where tenant_id = '${tenant.id}'`);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => send({ orRules: false }, n % 2 === 0 ? me : other)),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(5);
  const refused = answers.flatMap((answer) => (answer.statusCode === 201 ? [] : [answer.json()]));
  const budget = { quota: 'aiTokensADay', limit, used: spent, reserved };
  expect(refused).toEqual(Array(15).fill(expect.objectContaining({ status: 429, code: 'ai_budget_spent', ...budget })));
  expect((await budgets()).tenant).toEqual([{ reserved, spent }]);
  expect(await ask({}, elsewhere)).toMatchObject({ state: 'waiting', reserved: first.reserved });
  model.release();
});

it('has 20 requests of a user wait at most', async () => {
  const model = held();
  me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
  const answers = await Promise.all(Array.from({ length: 25 }, () => send({ background: true })));
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused.map(({ body }) => JSON.parse(body).code)).toContain('too_many_ai_requests');
  const [{ open } = { open: 0 }] = await sql<{ open: number }>(
    `select count(*)::int as open from rides.ai_requests where user_id = '${me.id}' and ended_at is null`,
  );
  expect(open).toBeLessThanOrEqual(20);
  model.release();
});

it('the erasure of a rider gives back what their requests reserved, and leaves none', async () => {
  const model = held();
  const first = await ask();
  await reaches(first.id, 'calling');
  await ask();
  const owner = await signedIn(api, tenant, 'owner');
  await callAs(api, owner.token, 'POST', `/v1/members/${me.id}/erasure`, { graceDays: 0 });
  await until(
    async () =>
      (await sql(`select from platform.erasures where user_id = '${me.id}' and swept_at is not null`)).length > 0,
  );
  model.release();
  expect(await sql(`select from rides.ai_requests where tenant_id = '${tenant.id}'`)).toEqual([]);
  expect(await budgets()).toEqual({ tenant: [{ reserved: 0, spent: first.reserved }], users: [] });
});

it.each([
  ['a question of a megabyte', { question: 'x'.repeat(2 ** 20) }],
  ['a wait of a second', { waitSeconds: 1 }],
  ['a wait of two days', { waitSeconds: 172_800 }],
  ['who asks', { userId: 'another' }],
])('refuses %s', async (_, body) => {
  const { statusCode } = await send(body as NewAiRequestDto);
  expect([400, 413]).toContain(statusCode);
  expect(await sql(`select from rides.ai_requests where tenant_id = '${tenant.id}'`)).toEqual([]);
});
