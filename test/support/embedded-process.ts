import { type ChildProcess, fork } from 'node:child_process';
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

/** A child process that runs the compiled launcher; see embedded-child.mjs. */
export class EmbeddedProcess extends EventEmitter<Reports> {
  readonly child: ChildProcess;

  constructor(dataDir: string, mode: 'start' | 'attach' = 'start') {
    super();
    all.push(this);
    this.child = fork(resolve('test/support/embedded-child.mjs'), [dataDir, mode]);
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
    const [problem] = await Promise.race([once(this, 'refused'), this.silentEnd()]);
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
