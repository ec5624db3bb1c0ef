/** Real: the command, its servers from the files in docker/, the built processes, nginx before them, signals. Faked: nothing. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { until } from '../support/until.js';
import { accepts } from './server-process.js';
import { needs } from './servers.js';

let temporary: string;
let env: NodeJS.ProcessEnv;
let port: number;
const running: ChildProcess[] = [];
beforeEach(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'palier-command-'));
  // As root PostgreSQL runs under another account.
  spawnSync('chmod', ['755', temporary]);
  env = { ...process.env, TMPDIR: temporary };
  port = await lastingPort();
});
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await until(() => processesIn(temporary).length === 0);
  rmSync(temporary, { recursive: true, force: true });
});

const command = (...args: string[]) => ['test/stack/run.mjs', ...args];
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, command(...args), { env, encoding: 'utf8' });
  return { status, printed: `${stdout}${stderr}` };
};

/** Starts a stack, and resolves when it has printed the block. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, command(...args, '--port', String(port)), { env });
  running.push(child);
  let printed = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (data: Buffer) => {
      printed += data;
      if (printed.includes('Ctrl-C stops it')) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', read);
    child.once('close', (code) => reject(new Error(`It ended with ${code}:\n${printed}`)));
  });
  await ready;
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  };
  return { printed: () => printed, end };
}

/** The ids of processes whose command or folder is below this directory. */
function processesIn(directory: string): string[] {
  return spawnSync('pgrep', ['-f', directory], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

const list = async () => (await fetch(`http://127.0.0.1:${port}/v1/stores/wistant/apps?limit=3`)).status;

needs(
  'redis-server',
  'pgbouncer',
  'nginx',
)('npm run stack', () => {
  it('starts the step scale, replaces every process while requests go on, and leaves nothing at Ctrl-C', async () => {
    const stack = await start('scale', '--apis', '2', '--workers', '2', '--redis', 'single');
    expect(stack.printed()).toMatch(/at the step “scale”/);
    expect(stack.printed()).toContain(`http://127.0.0.1:${port}/docs`);
    expect(run('growth')).toMatchObject({
      status: 1,
      printed: expect.stringMatching(/^A stack already runs \(process \d+\): [^\n]+\n$/),
    });

    const statuses = new Set<number>();
    let over = false;
    const asking = (async () => {
      while (!over) statuses.add(await list().catch(() => 0));
    })();
    const restart = async () => {
      const asked = spawn(process.execPath, command('restart'), { env });
      let told = '';
      asked.stdout.on('data', (data) => (told += data));
      const [code] = await once(asked, 'close');
      return { code, told: told.trim().split('\n') };
    };
    // The second waits for the first.
    const restarts = await Promise.all([restart(), restart()]);
    over = true;
    await asking;
    const told = ['api-1', 'api-2', 'worker-1', 'worker-2'].map((name) => `${name} was replaced.`);
    expect(restarts).toEqual([
      { code: 0, told },
      { code: 0, told },
    ]);
    expect([...statuses]).toEqual([200]);

    expect(await stack.end('SIGINT')).toBe(0);
    expect([await accepts(port), readdirSync(temporary)]).toEqual([false, []]);
  });

  it('ends everything when it is killed, and the next start removes what it left', async () => {
    const killed = await start('scale', '--apis', '1', '--redis', 'single');
    expect(await list()).toBe(200);
    await killed.end('SIGKILL');
    await until(async () => !(await accepts(port)) && processesIn(temporary).length === 0);
    expect(existsSync(temporary) && readdirSync(temporary)).toHaveLength(1);
    const next = await start('growth');
    expect(next.printed()).toContain('removed what a stack left that was killed');
    expect(await next.end('SIGHUP')).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('refuses a port that is in use before it starts anything', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { status, printed } = run('growth', '--port', String(port));
    other.close();
    expect([status, printed.trim()]).toEqual([
      1,
      `The port ${port} of 127.0.0.1 is taken: stop the program that listens there, or start with --port=<another port>.`,
    ]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    [['solo'], 'Choose what to start'],
    [['growth', 'scale'], 'Choose what to start'],
    [['growth', '--apis', '2'], 'Growth has one API'],
    [['scale', '--apis', '0'], '--apis 0 is no whole number from 1 to 64'],
    [['scale', '--workers', '65'], '--workers 65 is no whole number from 0 to 64'],
    [['scale', '--redis', 'many'], '--redis many is none of'],
    [['scale', '--speed', '9'], "Unknown option '--speed'"],
    [['restart'], 'No stack runs here'],
  ])('refuses %p with one sentence', (args, sentence) => {
    const { status, printed } = run(...args);
    expect([status, printed.trim().split('\n')]).toEqual([1, [expect.stringContaining(sentence)]]);
  });
});
