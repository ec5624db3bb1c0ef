// Real: the API, a worker that leaves, PostgreSQL, the request to the model. Faked: the model, which one local server plays.
import { JobRunner } from '#platform/jobs';
import { LocalModel, says } from '../../../test/support/local-model.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let model: LocalModel;
let api: TestApp;
let me: SignedIn;
beforeAll(async () => {
  model = await LocalModel.start();
  api = await model.app({}, false);
  me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
});
afterAll(async () => {
  await model?.close();
  await api?.close();
});

it('a worker that leaves lets its call go on to the end, and leaves what waits to others', async () => {
  const worker = await model.app({ aiConcurrency: 1 }, true, api.database);
  const left = jest.spyOn(worker.app.get(JobRunner), 'leave');
  let answer: (() => void) | undefined;
  model.answers = (response, asked) => {
    answer = () => says('Rest.', 100)(response, asked);
  };
  const ask = async () =>
    (await callAs(api, me.token, 'POST', '/v1/rides/ai-requests', { waitSeconds: 3600 })).json().id;
  const [first, second] = [await ask(), await ask()];
  await until(() => answer);
  const closed = worker.close();
  await until(() => left.mock.calls.length > 0);
  answer?.();
  await closed;
  const states = await runSql<{ id: string; state: string }>(
    api.database.adminUrl,
    'select id, state from rides.ai_requests order by created_at',
  );
  expect(states).toEqual([
    { id: first, state: 'answered' },
    { id: second, state: 'waiting' },
  ]);
  expect(model.asked).toHaveLength(1);
});
