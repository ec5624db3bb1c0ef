// Real: the whole API, PostgreSQL, its queues, the request to the model, and compiled workers in processes of their own that are killed
// with -9 at each step of a call. Faked: the model, which one local server plays; the age of claims, which SQL writes.
import { LocalModel, says } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { WorkerProcesses } from '../../../test/support/worker-processes.js';

const KILLED = 20;

let model: LocalModel;
let api: TestApp;
let workers: WorkerProcesses;
let me: SignedIn;
/** The question that the model does not answer. */
let silentAt: string | undefined;
beforeAll(async () => {
  model = await LocalModel.start();
  model.answers = (response, asked) => {
    if (silentAt === undefined || !asked.body.includes(silentAt)) says('Rest.', 100)(response, asked);
  };
  api = await model.app({}, false);
  const settings = { AI_URL: model.url, AI_NETWORKS: '127.0.0.0/8', AI_CONCURRENCY: '2' };
  workers = await WorkerProcesses.of(api, settings);
  me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
});
afterAll(async () => {
  await workers?.close();
  await model?.close();
  await api?.close();
});

const rows = async (text: string) => (await workers.admin.query(text)).rows;
const stateOf = async (id: string): Promise<string> =>
  (await rows(`select state from rides.ai_requests where id = '${id}'`))[0]?.state;

/** Kills a worker at a step of the call of a request. */
const steps: ((question: string, id: string) => Promise<void>)[] = [
  () => workers.killOneAt('rides.ai_turns', 'exclusive'),
  async (_question, id) => {
    const worker = workers.start();
    await until(async () => (await stateOf(id)) !== 'waiting');
    await workers.kill(worker);
  },
  async (question) => {
    silentAt = question;
    const worker = workers.start();
    await until(() => model.questions.includes(question));
    await workers.kill(worker);
    silentAt = undefined;
  },
  () => workers.killOneAt('rides.ai_budgets', 'exclusive'),
];

it('requests whose workers are killed at each step of a call end once each, are sent once at most, and hold no place for longer than they may', async () => {
  for (let killed = 0; killed < KILLED; killed += 1) {
    const question = `question ${killed} of all`;
    const body = { question, waitSeconds: 3600 };
    const answer = await callAs(api, me.token, 'POST', '/v1/rides/ai-requests', body);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    const { id } = answer.json();
    await steps[killed % steps.length]?.(question, id);
    await rows(`update rides.ai_requests set claimed_until = now() - interval '1 second' where state = 'calling'`);
  }
  workers.start();
  await until(async () => (await rows('select from rides.ai_requests where ended_at is null')).length === 0);
  const counts = Map.groupBy(model.questions, (question) => question);
  expect([...counts.values()].filter(({ length }) => length > 1)).toEqual([]);
  const ended = await rows(
    `select question, state, coalesce(reason, '') as reason, spent, reserved from rides.ai_requests`,
  );
  expect(ended).toHaveLength(KILLED);
  for (const { question, state, reason, spent, reserved } of ended) {
    const isAsked = counts.has(question);
    if (state === 'answered') expect([isAsked, spent]).toEqual([true, 100]);
    else expect([state, reason, spent]).toEqual(['ruled', 'unknown', reserved]);
  }
  // Those that waited were answered by the next worker.
  expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['answered', 'ruled']));
  const sums = 'sum(reserved)::int as reserved, sum(spent)::int as spent';
  const [{ spent }] = await rows('select sum(spent)::int as spent from rides.ai_requests');
  for (const table of ['ai_budgets', 'ai_user_budgets'])
    expect(await rows(`select ${sums} from rides.${table}`)).toEqual([{ reserved: 0, spent }]);
});
