import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { resolve } from 'node:path';
import type { EmbeddedServer } from '#platform/database';

interface Reports {
  started: [Pick<EmbeddedServer, 'urls' | 'port' | 'adopted'>];
  refused: [{ en: string; fr: string }];
  log: [string];
  acknowledged: [string];
  ended: [];
}

const all: EmbeddedProcess[] = [];

const namespaces = ['--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--mount-proc'];
const withLoopback = ['sh', '-c', 'hostname another && ip link set lo up && exec "$0" "$@"', process.execPath];

/** Whether this account and machine may run a process as in another container. */
export const hasContainers = () => spawnSync('unshare', [...namespaces, 'ip', 'link', 'set', 'lo', 'up']).status === 0;

/** A child process that runs the compiled launcher; see embedded-child.mjs. */
export class EmbeddedProcess extends EventEmitter<Reports> {
  readonly child: ChildProcess;

  /** @param container run it in namespaces of its own, as in another container that has the same volume */
  constructor(dataDir: string, mode: 'start' | 'attach' = 'start', container = false) {
    super();
    all.push(this);
    const through = container ? { execPath: 'unshare', execArgv: [...namespaces, ...withLoopback] } : {};
    this.child = fork(resolve('test/support/embedded-child.mjs'), [dataDir, mode], through);
    this.child.on('message', (report: object) => {
      for (const [name, value] of Object.entries(report)) this.emit(name as keyof Reports, value);
    });
    this.child.on('exit', () => this.emit('ended'));
  }

  /** Resolves once the server answers. */
  async started(): Promise<Reports['started'][0]> {
    const refused = once(this, 'refused').then(([problem]) => Promise.reject(new Error(problem.en)));
    const [server] = await Promise.race([once(this, 'started'), refused, this.silentEnd()]);
    return server;
  }

  async refused(): Promise<Reports['refused'][0]> {
    const started = once(this, 'started').then(() => Promise.reject(new Error('It started.')));
    const [problem] = await Promise.race([once(this, 'refused'), started, this.silentEnd()]);
    return problem;
  }

  async stop(): Promise<void> {
    const ended = once(this, 'ended');
    this.child.send('stop');
    await ended;
  }

  private async silentEnd(): Promise<never> {
    await once(this, 'ended');
    throw new Error('The child process ended without a report: is the build complete?');
  }

  /** Kills Node alone, as kill -9 does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this, 'ended');
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** Ends all of them; for `afterEach`. */
export async function killEmbeddedProcesses(): Promise<void> {
  for (const started of all.splice(0)) await started.kill();
}
