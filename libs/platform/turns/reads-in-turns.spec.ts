// Faked: the database, whose statements end when the test says so.
import { Settings } from '#platform/config';
import type { Database } from '#platform/database';
import { defineProblems, problem } from '#platform/problems';
import { inRequest, requestInForce } from '#platform/telemetry';
import { ReadsInTurns } from './reads-in-turns.js';

const text = { en: 'Again in {seconds} s.', fr: 'Encore dans {seconds} s.' };
const { reads_busy } = defineProblems('test/reads', { reads_busy: problem(503, 'Busy', 'Occupé', text) });

it.each([
  [10, 2, 5],
  [8, 2, 4],
  [2, 1, 1],
  [1, 1, 1],
])('of %i connections one tenant has %i, and all together %i', async (databasePoolSize, ofOne, ofAll) => {
  const running: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const read = async ({ tenantId }: { tenantId: string }) => {
    running.push(tenantId);
    await ended;
    return [];
  };
  const settings = Object.assign(new Settings(), { databasePoolSize });
  const limits = { waiting: 100, assumedMs: 50, busy: reads_busy };
  const reads = new ReadsInTurns({ read } as unknown as Database, settings, limits);
  const ask = (tenantId: string) => Array.from({ length: 10 }, () => reads.read(tenantId, { name: 'test' } as never));
  const asked = ask('a');
  expect(running).toHaveLength(ofOne);
  asked.push(...['b', 'c', 'd'].flatMap(ask));
  expect(running).toHaveLength(ofAll);
  end();
  await Promise.all(asked);
  expect(running).toHaveLength(40);
});

it('counts for a connection as sheddable, whatever asks for it', async () => {
  const seen: unknown[] = [];
  const read = async () => {
    seen.push(requestInForce()?.priority);
    return [];
  };
  const limits = { waiting: 100, assumedMs: 50, busy: reads_busy };
  const reads = new ReadsInTurns({ read } as unknown as Database, new Settings(), limits);
  const scope = { requestId: 'r', traceId: undefined, spanId: undefined, span: undefined, tenantId: undefined };
  await inRequest({ ...scope, priority: 'vital' }, () => reads.read('a', { name: 'test' } as never));
  expect(seen).toEqual(['sheddable']);
});
