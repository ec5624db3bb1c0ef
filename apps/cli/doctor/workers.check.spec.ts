import { judgeWork } from './workers.check.js';

const now = 600_000;
const queues = ['auth.send-mail', 'feeds.sync-tenant', 'feeds.schedule-sync'];
const waits = (what: string) => ({ what, since: new Date(0) });

describe('what waits', () => {
  it.each([
    ['nothing, without a worker', [], [], ['fine']],
    ['nothing, with workers for all queues', [], [['auth.send-mail'], queues.slice(1)], ['fine']],
    ['nothing, where no worker takes a queue', [], [queues.slice(1)], ['warning']],
    ['a queue that no worker takes', [waits('auth.send-mail')], [queues.slice(1)], ['problem']],
    ['a queue that a worker should take', [waits('auth.send-mail')], [queues], ['problem']],
    ['the outbox, and a queue of no worker', [waits('outbox (job)')], [queues.slice(1)], ['problem', 'warning']],
  ])('is judged: %s', (_, untaken, taken, states) => {
    expect(judgeWork({ untaken, taken, queues }, now).map(({ state }) => state)).toEqual(states);
  });

  it('is told apart: no worker runs, none takes the queue, or one does not work', () => {
    const untaken = [waits('auth.send-mail'), waits('feeds.sync-tenant')];
    const said = (taken: string[][]) =>
      judgeWork({ untaken, taken, queues }, now).map(({ summary, remedy }) => `${summary} ${remedy}`);
    expect(said([])).toEqual([
      expect.stringMatching(
        /^No worker has .* 10 minutes\. .*: auth\.send-mail, feeds\.sync-tenant\. Start a worker: /,
      ),
    ]);
    expect(said([queues.slice(2), []])).toEqual([
      expect.stringMatching(
        /^None of the 2 workers that run takes these queues: auth\.send-mail, feeds\.sync-tenant\. Jobs wait there\. Add them to WORKER_QUEUES/,
      ),
    ]);
    expect(said([queues])).toEqual([
      expect.stringMatching(/^No worker has taken .* Workers run that should take it: /),
    ]);
  });
});
