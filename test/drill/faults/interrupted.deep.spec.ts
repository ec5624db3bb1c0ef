// Real: the drill of faults with all its servers and processes, on Linux. Faked: nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../../stack/servers.js';
import { until } from '../../support/until.js';

/** The processes that were started with this directory of temporary files. */
function processesOf(temporary: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${temporary}\0`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

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
      expect(processesOf(temporary).length).toBeGreaterThan(5);
      drill.kill(signal);
      const [code] = await once(drill, 'exit');
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(processesOf(temporary)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      drill.kill('SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
