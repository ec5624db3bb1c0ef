// Real: the drill of faults with all its servers and processes, on Linux. Faked: nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../../stack/servers.js';
import { until } from '../../support/until.js';

/** What runs below a process, each with the moment of its start: ids are used again. nginx, Redis and PostgreSQL hide their environment. */
function descendantsOf(ancestor: number): string[] {
  const found = new Map([[String(ancestor), '']]);
  for (let known = 0; known < found.size; ) {
    known = found.size;
    for (const { pid, parent, started } of processes())
      if (found.has(parent) && !found.has(pid)) found.set(pid, `${pid} ${started}`);
  }
  return [...found.values()].filter(Boolean);
}

function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // After the name in parentheses: state, parent, and as the twentieth the moment of the start.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return [{ pid, parent: fields[1] ?? '', started: fields[19] ?? '' }];
    } catch {
      return [];
    }
  });
}

const running = () => processes().map(({ pid, started }) => `${pid} ${started}`);

needs(
  'redis-server',
  'pgbouncer',
  'nginx',
)('a drill that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends all that it started at %s', async (signal) => {
    const temporary = mkdtempSync(join(tmpdir(), 'palier-interrupted-'));
    chmodSync(temporary, 0o755);
    const env = { ...process.env, TMPDIR: temporary };
    const drill = spawn(process.execPath, ['test/drill/faults.mjs', '--only', 'api-killed'], { env });
    try {
      let printed = '';
      drill.stdout.on('data', (data) => {
        printed += data;
      });
      await until(() => printed.includes('All of single runs.'));
      const begun = descendantsOf(Number(drill.pid));
      expect(begun.length).toBeGreaterThan(15);
      drill.kill(signal);
      const [code] = await once(drill, 'exit');
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      // The kernel ends those whose parent has ended, a moment later.
      await until(() => {
        const left = new Set(running());
        return begun.every((each) => !left.has(each));
      });
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      drill.kill('SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
