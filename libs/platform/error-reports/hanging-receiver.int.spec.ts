// Real: the API over PostgreSQL, HTTP over sockets of loopback. Faked: Sentry, by a server that decodes envelopes and answers none
// while the test says so.
import type { ServerResponse } from 'node:http';
import { FailingModule } from '../../../test/support/failing-routes.js';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { freshTenant } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { SentryReports } from './sentry-reports.js';

let sentry: SentryReceiver;
let api: TestApp;
beforeAll(async () => {
  sentry = await SentryReceiver.start();
  api = await startTestApp(sentry.settings, undefined, [FailingModule]);
});
afterAll(async () => {
  await api?.close();
  await sentry?.close();
});

it('requests that fail and others are answered while Sentry holds the report of a failure', async () => {
  const store = `${await api.listen()}/v1/stores/${(await freshTenant(api)).slug}`;
  const fail = async () => (await fetch(`${store}/failures/error`, { method: 'POST' })).status;
  const list = async () => (await fetch(`${store}/apps`)).status;
  const requests: ServerResponse[] = [];
  sentry.answers = (response) => void requests.push(response);
  // Who waits for it gives up after two seconds: here never, so that an answer that waits does not come.
  const flush = jest
    .spyOn(api.app.get(SentryReports, { strict: false }), 'flush')
    .mockReturnValue(new Promise(() => {}));
  const held = () => requests.filter(({ closed }) => !closed);

  expect(await fail()).toBe(500);
  await until(() => held().length > 0);
  // The next is sent when the first is given up, so that one is held at any time.
  for (let failures = 1; failures < 4; failures += 1) {
    expect(await fail()).toBe(500);
    expect(held()).toHaveLength(1);
  }
  expect(await list()).toBe(200);
  expect(held()).toHaveLength(1);

  flush.mockRestore();
  sentry.takesAgain();
  for (const response of held()) response.writeHead(200).end();
  await sentry.after(3);
});
