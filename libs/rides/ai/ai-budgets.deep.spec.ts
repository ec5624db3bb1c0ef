// Real: the whole API and its worker, PostgreSQL, the request to the model. Faked: the model, which one local server plays; its
// breaker, which stays closed; the limits of the tenant; the change of days, which SQL writes.
import fc from 'fast-check';
import { TenantDirectory } from '#platform/tenancy';
import { LocalModel, says, staysClosed } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { AiEndpoint } from './ai-endpoint.js';
import type { AiRequestDto } from './ai-requests.dto.js';

/** Tokens that a request of this test reserves at most: 600 of the answer, 50 of marks, and some 500 to 600 bytes that it sends. */
const WANTED = 1300;
/** So that three requests of a user are within a day, and six of their tenant, if each spends what it reserves. */
const limits = { aiTokensADay: 8000, aiTokensADayOfUser: 4000 };
const USERS = 4;
/** Of 20 rounds, with 5 steps each on the average: a thousand. */
const RUNS = 10;

let model: LocalModel;
let api: TestApp;
beforeAll(async () => {
  model = await LocalModel.start();
  api = await model.app({ aiConcurrency: 3 });
  staysClosed(api.app.get(AiEndpoint));
  const directory = api.app.get(TenantDirectory);
  const byId = directory.byId.bind(directory);
  jest.spyOn(directory, 'byId').mockImplementation((id) => {
    const tenant = byId(id);
    return tenant && { ...tenant, limits: { ...tenant.limits, ...limits } };
  });
  // What it answers is in the question.
  model.answers = (response, asked) => {
    const { how, tokens } = JSON.parse(JSON.parse(JSON.parse(asked.body).messages[1].content).question) as Asked;
    if (how === 'fails') response.writeHead(500).end();
    else says(how === 'useless' ? {} : 'Rest.', tokens)(response, asked);
  };
});
afterAll(async () => {
  await model?.close();
  await api?.close();
});

interface Asked {
  readonly how: 'answers' | 'fails' | 'useless';
  readonly tokens: number;
}
type Step =
  | ({ readonly do: 'ask'; readonly user: number; readonly background: boolean; readonly orRules: boolean } & Asked)
  | { readonly do: 'cancel' | 'delete'; readonly user: number; readonly nth: number }
  | { readonly do: 'next day' };

const user = fc.nat(USERS - 1);
const asks = fc.record({
  do: fc.constant('ask' as const),
  how: fc.constantFrom('answers', 'answers', 'fails', 'useless'),
  tokens: fc.nat(6000),
  background: fc.boolean(),
  orRules: fc.boolean(),
  user,
});
const ends = fc.record({ do: fc.constantFrom('cancel', 'delete'), user, nth: fc.nat(3) });
const step = fc.oneof(
  { arbitrary: asks, weight: 6 },
  { arbitrary: ends, weight: 3 },
  { arbitrary: fc.constant({ do: 'next day' as const }), weight: 1 },
) as fc.Arbitrary<Step>;

/** A request, as far as it has become known. */
interface Known {
  readonly user: number;
  readonly asked: Asked;
  /** How many days ago it was sent. */
  ago: number;
  last: AiRequestDto;
}

/** A request that was refused, with the budget that did not suffice. */
type Refused = { readonly quota: keyof typeof limits } & Record<'limit' | 'used' | 'reserved', number>;

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const url = '/v1/rides/ai-requests';

/** What a request that has ended must have spent. */
function spentBy({ asked, last: { state, reason, reserved } }: Known): number {
  if (state === 'answered') return Math.min(asked.tokens, reserved);
  return reason === 'unknown' ? reserved : 0;
}

it('whatever is asked, cancelled, deleted, fails and is answered at once, budgets are what the requests reserve and spent, and within their limits', async () => {
  const refused: Refused[] = [];
  const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const tenant = await freshTenant(api, { product: 'velo' });
      const users = await Promise.all(Array.from({ length: USERS }, () => signedIn(api, tenant, 'member')));
      const known: Known[] = [];
      for (const round of all) {
        await Promise.all(round.map((each) => take(each, users, known, refused)));
        expect(await mostInUse(tenant.id, 'ai_budgets')).toBeLessThanOrEqual(8000);
        expect(await mostInUse(tenant.id, 'ai_user_budgets')).toBeLessThanOrEqual(4000);
        for (const one of known) one.last = await lastOf(one, users);
        if (round.some((each) => each.do === 'next day')) await nextDay(tenant.id, known);
        expect(known.map(({ last }) => last.spent)).toEqual(known.map(spentBy));
        expect(await inUse(tenant.id)).toEqual(expected(known));
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  for (const { quota, limit, used, reserved } of refused) {
    expect(limit).toBe(limits[quota]);
    expect(used + reserved).toBeLessThanOrEqual(limit);
    expect(used + reserved).toBeGreaterThan(limit - WANTED);
  }
  expect(new Set(refused.map(({ quota }) => quota))).toEqual(new Set(Object.keys(limits)));
});

async function take(each: Step, users: readonly SignedIn[], known: Known[], refused: Refused[]): Promise<void> {
  if (each.do === 'next day') return;
  const { token } = users[each.user] as SignedIn;
  if (each.do === 'ask') {
    const { how, tokens, background, orRules } = each;
    const body = { question: JSON.stringify({ how, tokens }), background, orRules };
    const answer = await callAs(api, token, 'POST', url, body);
    if (answer.statusCode === 201) known.push({ user: each.user, asked: each, ago: 0, last: answer.json() });
    else {
      expect(answer.json().code).toBe('ai_budget_spent');
      refused.push(answer.json());
    }
    return;
  }
  const one = known.filter((request) => request.user === each.user).at(-1 - each.nth);
  if (!one) return;
  const { id } = one.last;
  if (each.do === 'cancel') await callAs(api, token, 'POST', `${url}/${id}/cancel`);
  // Of one that has ended what it spent is known before.
  else if (one.last.endedAt) await callAs(api, token, 'DELETE', `${url}/${id}`);
}

/** A request once it has ended; as it was, where it is deleted. */
async function lastOf({ user, last }: Known, users: readonly SignedIn[]): Promise<AiRequestDto> {
  if (last.endedAt) return last;
  const { token } = users[user] as SignedIn;
  return until(async () => {
    const seen = (await callAs(api, token, 'GET', `${url}/${last.id}`)).json() as AiRequestDto;
    return seen.endedAt ? seen : undefined;
  });
}

/** Everything happened a day before; all have ended. */
async function nextDay(tenantId: string, known: readonly Known[]): Promise<void> {
  // In two steps: a day after another is not yet free.
  for (const table of ['ai_requests', 'ai_budgets', 'ai_user_budgets'])
    for (const days of [1000, -999])
      await sql(`update rides.${table} set day = day - ${days} where tenant_id = '${tenantId}'`);
  for (const one of known) one.ago += 1;
}

const sum = (requests: readonly Known[]) => requests.reduce((spent, { last }) => spent + last.spent, 0);

/** Of each day, once all have ended. */
function expected(known: readonly Known[]): object {
  const queued = known.filter(({ last }) => last.reserved > 0);
  const days = Map.groupBy(queued, ({ ago }) => ago);
  const ofUsers = [...days].flatMap(([ago, ofDay]) =>
    [...Map.groupBy(ofDay, ({ user }) => user).values()].map((ofUser) => `${ago}: 0 ${sum(ofUser)}`),
  );
  return { tenant: [...days].map(([ago, ofDay]) => `${ago}: 0 ${sum(ofDay)}`).sort(), users: ofUsers.sort() };
}

/** The most that is reserved and spent of a budget of a day, while requests are under way. */
async function mostInUse(tenantId: string, table: string): Promise<number> {
  const [row] = await sql<{ most: number }>(
    `select coalesce(max(reserved + spent), 0)::int as most from rides.${table} where tenant_id = '${tenantId}'`,
  );
  return row?.most ?? Number.NaN;
}

async function inUse(tenantId: string): Promise<object> {
  const of = async (table: string) => {
    const rows = await sql<{ use: string }>(
      `select ((now() at time zone 'utc')::date - day) || ': ' || reserved || ' ' || spent as use from rides.${table} where tenant_id = '${tenantId}'`,
    );
    return rows.map(({ use }) => use).sort();
  };
  return { tenant: await of('ai_budgets'), users: await of('ai_user_budgets') };
}
