// The deep specs of the jobs that notify readers, and that plan, apply and undo passages, with 20 workers of each killed at random
// moments instead of two.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onSignal } from './deployment/on-signal.mjs';
import { report } from './faults/record.mjs';

const specs = ['libs/campus/notifications/notify-readers.deep.spec.ts', 'libs/campus/passages/passages.deep.spec.ts'];
const args = [
  'node_modules/jest/bin/jest.js',
  '--config',
  'jest.deep.config.cjs',
  '--selectProjects',
  'deep',
  '--runInBand',
  '--',
  ...specs,
];
const env = { ...process.env, TEST_PROPERTY_FACTOR: '10' };
const jest = spawn(process.execPath, args, { stdio: 'inherit', env });
const ended = once(jest, 'exit');
onSignal(async (name) => {
  jest.kill(name);
  await ended;
});
const [code] = await ended;
if (code === 0) report({ breaks: 'workers of the campus are killed with -9 at random moments', lost: 0, twice: 0 });
process.exit(code ?? 1);
