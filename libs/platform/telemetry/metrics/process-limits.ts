import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/** What a process may use at most. */
interface ProcessLimits {
  /** Processors, as in 0.5. */
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** Where the kernel says it. */
interface CgroupFiles {
  /** The file that names the cgroups of this process. */
  readonly own: string;
  /** The directory at which cgroups of version 2 are mounted. */
  readonly root: string;
}

/**
 * Reads the limits of the cgroup of this process, version 2, and of those that it lies in; where none is set, and with version 1, those
 * of the machine.
 */
export function processLimits({ own, root }: CgroupFiles = defaults): ProcessLimits {
  const limits = { cpus: availableParallelism(), memoryBytes: totalmem() };
  // The line of version 2 is the one without controllers; a container sees its own cgroup as the root.
  const path = /^0::(\/.*)$/m.exec(textOf(own))?.[1];
  for (let at = path; at !== undefined; at = at === '/' ? undefined : dirname(at)) {
    const [quota, period] = textOf(join(root, at, 'cpu.max'))
      .trim()
      .split(' ')
      .map(Number);
    limits.cpus = smaller(limits.cpus, Number(quota) / Number(period));
    limits.memoryBytes = smaller(limits.memoryBytes, Number.parseInt(textOf(join(root, at, 'memory.max')), 10));
  }
  return limits;
}

const defaults: CgroupFiles = { own: '/proc/self/cgroup', root: '/sys/fs/cgroup' };

/** The limit "max" is no number. */
const smaller = (known: number, found: number) => (found > 0 ? Math.min(known, found) : known);

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
