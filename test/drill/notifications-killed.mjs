// The deep spec of the job that notifies readers, with 20 workers killed at random moments instead of two.
import { spawnSync } from 'node:child_process';

const spec = 'libs/campus/notifications/notify-readers.deep.spec.ts';
const args = [
  'node_modules/jest/bin/jest.js',
  '--config',
  'jest.deep.config.cjs',
  '--selectProjects',
  'deep',
  '--',
  spec,
];
const env = { ...process.env, TEST_PROPERTY_FACTOR: '10' };
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1);
