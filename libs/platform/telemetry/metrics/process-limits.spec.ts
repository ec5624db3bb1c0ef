// Real: what reads the files. Faked: the files of the kernel, in a directory.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { processLimits } from './process-limits.js';

const machine = { cpus: availableParallelism(), memoryBytes: totalmem() };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-cgroup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function limitsWith(own: string, files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries({ own, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `${text}\n`);
  }
  return processLimits({ own: join(folder, 'own'), root: folder });
}

it('are those of the cgroup of the process, as a container sees it', () => {
  const limits = limitsWith('0::/', { 'cpu.max': '50000 100000', 'memory.max': '268435456' });
  expect(limits).toEqual({ cpus: 0.5, memoryBytes: 268_435_456 });
});

it('are the smallest of the cgroup and of those that it lies in', () => {
  const limits = limitsWith('0::/palier.slice/api.service', {
    'palier.slice/cpu.max': '25000 100000',
    'palier.slice/memory.max': '1048576',
    'palier.slice/api.service/cpu.max': '75000 100000',
    'palier.slice/api.service/memory.max': '524288',
  });
  expect(limits).toEqual({ cpus: 0.25, memoryBytes: 524_288 });
});

it.each<[string, string, Record<string, string>]>([
  ['no limit is set', '0::/', { 'cpu.max': 'max 100000', 'memory.max': 'max' }],
  ['the limits are larger', '0::/', { 'cpu.max': '100000000 100000', 'memory.max': '9007199254740991' }],
  ['the cgroups are of version 1', '4:memory:/api\n1:cpu:/api', { 'api/cpu.max': '1 100', 'api/memory.max': '1' }],
  ['the files are not there', '0::/api', {}],
  ['the files hold no limits', '0::/', { 'cpu.max': '', 'memory.max': '-1' }],
])('are those of the machine where %s', (_, own, files) => {
  expect(limitsWith(own, files)).toEqual(machine);
});

it('are those of the machine where the system has no cgroups', () => {
  expect(processLimits({ own: join(folder, 'none'), root: folder })).toEqual(machine);
});
