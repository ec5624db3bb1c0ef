import type { OutboxRow } from '../outbox-forwarder.js';
import { outcomeOfBatch } from './batch-outcome.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const row = (id: string, subject: string, tries = 0): OutboxRow => ({
  id,
  tenantId,
  subject,
  payload: {},
  createdAt: new Date(),
  tries,
  traceparent: null,
});

describe('the outcome of a batch', () => {
  it('delays no subject whose rows are all done', () => {
    const rows = [row('1', 'a'), row('2', 'b')];
    expect(outcomeOfBatch(rows, ['2', '1'])).toEqual({ done: rows, waits: [] });
  });

  it('counts one failed try of the first row that is not done', () => {
    const rows = [row('1', 'a', 2), row('2', 'a', 2), row('3', 'b')];
    expect(outcomeOfBatch(rows, ['3'])).toEqual({ done: [rows[2]], waits: [{ tenantId, subject: 'a', tries: 3 }] });
  });

  it('counts from 1 again once the row that had failed is done', () => {
    const rows = [row('1', 'a', 4), row('2', 'a', 4), row('3', 'a', 4)];
    expect(outcomeOfBatch(rows, ['1']).waits).toEqual([{ tenantId, subject: 'a', tries: 1 }]);
    expect(outcomeOfBatch(rows, ['1', '2', '3']).waits).toEqual([{ tenantId, subject: 'a', tries: 0 }]);
  });

  it('counts rows as done that come after one that is not: some kinds need no order', () => {
    const rows = [row('1', 'a'), row('2', 'a')];
    expect(outcomeOfBatch(rows, ['2'])).toEqual({ done: [rows[1]], waits: [{ tenantId, subject: 'a', tries: 1 }] });
  });
});
