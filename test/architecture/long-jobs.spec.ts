import '../../apps/contexts.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredJobs } from '#platform/jobs';

it('docs/operations.md says why an operation does not give way to those of other tenants', () => {
  const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  const whole = declaredJobs().filter((job) => 'of' in job && !job.resumes);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(whole.map(({ name }) => name).filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([]);
});
