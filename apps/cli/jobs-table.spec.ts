import type { JobDetailsDto, QueueDto } from '#platform/jobs';
import { jobsTable, jobText, outcomeText, queuesTable, retriedText } from './jobs-table.js';

const queue: QueueDto = {
  queue: 'catalog.make-bundle',
  waiting: 12,
  delayed: 0,
  active: 5,
  failed: 1,
  completed: 230,
  oldestWaitingSeconds: 3.2,
};
const job: JobDetailsDto = {
  id: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f',
  queue: 'catalog.make-bundle',
  tenantId: '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1',
  state: 'failed',
  progress: 0,
  tries: 3,
  triesAllowed: 3,
  createdAt: new Date('2026-01-15T09:30:00Z'),
  startedAt: null,
  endedAt: null,
  failure: 'The disk\nis\u001b[2J full.',
  payload: { tenantId: '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1' },
  result: null,
  stacks: ['Error: The disk\n    at \u001b[2Jwrite'],
  traceparent: null,
};

describe('the tables of palier jobs', () => {
  it('show the queues', () => {
    expect(queuesTable([queue])).toBe(
      'QUEUE                WAITING  DELAYED  ACTIVE  FAILED  COMPLETED  OLDEST\n' +
        'catalog.make-bundle  12       0        5       1       230        3 s\n',
    );
  });

  it('print no escape sequence of a failure', () => {
    expect(jobsTable([job])).toContain('failed  3/3    2026-01-15T09:30:00.000Z');
    const text = jobText(job);
    expect(text).toContain('{"tenantId":"0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"}');
    expect(text).toContain('Error: The disk\n    at ');
    expect(text).not.toContain('\u001b');
  });

  it('report what was done', () => {
    expect(retriedText(2)).toBe('2 jobs run again.\n');
    expect(retriedText(1)).toBe('1 job runs again.\n');
    expect(outcomeText('asked')).toBe('The job is running and was asked to stop.\n');
  });
});
