// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; the end of the time for an answer.
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { until } from '../../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

const cut = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': 10 }).write('cut');
  response.socket?.end();
};
const brokenGzip = Buffer.concat([gzipSync('answer').subarray(0, 12), Buffer.from('no gzip')]);

it.each([
  ['in an unknown encoding', { status: 200, headers: { 'content-encoding': 'UTF-8' }, body: 'ok' }, null, ''],
  ['of no length in an unknown encoding', { status: 204, headers: { 'content-encoding': 'UTF-8' } }, null, ''],
  ['of two megabytes', { status: 201, body: 'x'.repeat(2_000_000) }, null, 'x'.repeat(1024)],
  ['cut short', cut, null, 'cut'],
  ['with a broken gzip', { status: 200, headers: { 'content-encoding': 'gzip' }, body: brokenGzip }, null, ''],
  ['in an unknown encoding', { status: 410, headers: { 'content-encoding': 'UTF-8' }, body: 'no' }, 'gone', ''],
  ['in an unknown encoding', { status: 429, headers: { 'content-encoding': 'UTF-8' } }, 'status_refused', ''],
] as const)('an answer %s counts by its status (%#)', async (what, answer, code, kept) => {
  const page = `${what.replaceAll(' ', '-')}-${code ?? 'taken'}.example/hook`;
  app.web.put(page, answer);
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  const { state, attempts } = await shop.tried(id);
  expect(attempts[0]?.failure?.code ?? null).toBe(code);
  expect(attempts[0]).toMatchObject({ status: 'status' in answer ? answer.status : 200, answer: kept });
  expect(state).toBe({ gone: 'failed', status_refused: 'pending', taken: 'delivered' }[code ?? 'taken']);
  expect((await shop.read(id)).disabledReason).toBe(code === 'gone' ? 'gone' : null);
});

it('an answer without a head is given up after 15 seconds; one whose body does not end, or is long, is kept in part', async () => {
  const deadlines: AbortController[] = [];
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const held = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    if (ms !== 15_000) return timeout(ms);
    const deadline = new AbortController();
    deadlines.push(deadline);
    return deadline.signal;
  });
  const [silent, slow, long] = ['silent.example/hook', 'endless.example/hook', 'long.example/hook'];
  app.web.put(silent, () => undefined).put(slow, (response) => response.writeHead(200).write('…'));
  app.web.put(long, { body: `é\0${'é'.repeat(9000)}` });
  const [one, two, three] = [await shop.hook(silent), await shop.hook(slow), await shop.hook(long)];
  await shop.happens('rain');
  expect((await shop.tried(three.id)).attempts[0]?.answer).toBe('é'.repeat(511));
  const taken = await shop.tried(two.id);
  expect(taken).toMatchObject({ state: 'delivered', attempts: [{ status: 200, answer: '…' }] });
  // What answers with a head does not wait for the deadline, which is still ahead.
  await until(() => app.web.at(silent).length === 1);
  expect(deadlines).toHaveLength(3);
  for (const deadline of deadlines) deadline.abort(new Error('The 15 seconds are over.'));
  const { attempts } = await shop.tried(one.id);
  expect(attempts[0]).toMatchObject({ status: null, failure: { code: 'answer_timeout' }, answer: null });
  held.mockRestore();
});
