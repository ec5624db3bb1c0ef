import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a command did. */
export interface Ran {
  /** The exit code. */
  code: number;
  output: string;
  errors: string;
  /** Of each answer that its last `curl` got, the status and the headers. */
  heads: string;
  /** Why there is no exit code: the command was ended, or ended the shell. */
  end?: string;
}

/** Runs the file `command` for each line that it reads. An interrupt ends that command, and the shell goes on. */
const loop = `trap 'return 130 2> /dev/null' INT
while read -r; do
  . "$TOUR/command" < /dev/null > "$TOUR/output" 2> "$TOUR/errors"
  echo "$?" >&3
done`;

/** What pages call as curl: curl, which also notes the heads of answers. */
const curl = `#!/usr/bin/env bash
PATH=\${PATH#"$TOUR/bin:"}
exec curl --silent --show-error --dump-header "$TOUR/heads" "$@"
`;

/** Milliseconds that an interrupted command has to end. */
const GRACE_MS = 20_000;

/** One bash, in which the commands of a page run one after the other, so that a later one has the variables of earlier ones. */
export class PageShell {
  private readonly directory = mkdtempSync(join(tmpdir(), 'palier-tour-'));
  private readonly bash: ChildProcess;
  private readonly codes: Interface;
  private ended = false;

  /** @param cwd where the commands run */
  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    // Another account may have to read what a command writes: as root, the embedded PostgreSQL runs under one.
    chmodSync(this.directory, 0o755);
    const bin = join(this.directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'curl'), curl, { mode: 0o755 });
    const own = { TOUR: this.directory, TMPDIR: this.directory, npm_config_update_notifier: 'false' };
    this.bash = spawn('bash', ['--noprofile', '--norc', '-c', loop], {
      cwd,
      // A group of its own, so that a command can be interrupted with everything that it started.
      detached: true,
      env: { ...env, ...own, PATH: `${bin}:${env.PATH}` },
      stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
    });
    this.bash.stdin?.on('error', () => undefined);
    this.codes = createInterface(this.bash.stdio[3] as Readable);
  }

  /** Runs a command, and interrupts it when `limit` aborts. */
  async run(command: string, limit: AbortSignal): Promise<Ran> {
    if (this.ended) return { ...nothing, end: 'was not run: an earlier command ended the shell of its page' };
    for (const file of ['output', 'errors', 'heads']) writeFileSync(join(this.directory, file), '');
    writeFileSync(join(this.directory, 'command'), command);
    const code = this.nextCode();
    const interrupt = () => this.interrupt();
    limit.addEventListener('abort', interrupt);
    this.bash.stdin?.write('\n');
    const ran = { ...nothing, code: await code, ...this.files() };
    limit.removeEventListener('abort', interrupt);
    if (limit.aborted) return { ...ran, end: 'did not end in time' };
    return this.ended ? { ...ran, end: 'ended the shell of its page' } : ran;
  }

  /** Ends what still runs, and deletes the files. */
  async close(): Promise<void> {
    const runs = this.bash.exitCode === null && this.bash.signalCode === null;
    this.signal('SIGKILL');
    if (runs) await once(this.bash, 'exit');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private nextCode(): Promise<number> {
    return new Promise((done) => {
      const left = () => {
        this.ended = true;
        done(Number.NaN);
      };
      this.bash.once('exit', left);
      this.codes.once('line', (line) => {
        this.bash.off('exit', left);
        done(Number(line));
      });
    });
  }

  private interrupt(): void {
    this.signal('SIGINT');
    const kill = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
    this.codes.once('line', () => clearTimeout(kill));
    this.bash.once('exit', () => clearTimeout(kill));
  }

  private signal(name: NodeJS.Signals): void {
    try {
      if (this.bash.pid) process.kill(-this.bash.pid, name);
    } catch {
      // Nothing of its group is left.
    }
  }

  private files(): Pick<Ran, 'output' | 'errors' | 'heads'> {
    const read = (file: string) => readFileSync(join(this.directory, file), 'utf8');
    return { output: read('output'), errors: read('errors'), heads: read('heads') };
  }
}

const nothing: Ran = { code: 0, output: '', errors: '', heads: '' };
