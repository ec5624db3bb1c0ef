// The deep specs of the jobs that notify readers, and that plan, apply and undo passages, with 20 workers of each killed at random
// moments instead of two.
import { spawnSync } from 'node:child_process';

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
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1);
