import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { visible } from '../output.js';

/** Seconds that a command may take: reloading a proxy takes one, replacing its pods some more. */
const PATIENCE_S = 300;
const READING_S = 30;
const PLACE = '{weight}';

/** A command of the operator failed, or printed no weight. */
export class HookFailed extends Error {}

/** Parses the command that sets the weight. */
export function settingCommand(given: string): string {
  if (given.includes(PLACE)) return given;
  throw new InvalidArgumentError(`Write ${PLACE} where the percentage goes, as in './set-weight ${PLACE}'.`);
}

/** The part of the clients that NEW answers, in percent, which only the commands of the operator set and read. */
export class Weight {
  constructor(
    private readonly setting: string,
    private readonly getting: string,
    private readonly patienceMs = PATIENCE_S * 1000,
  ) {}

  /** @throws HookFailed */
  async read(): Promise<number> {
    const printed = (await this.run(this.getting, Math.min(this.patienceMs, READING_S * 1000))).trim();
    if (/^\d{1,3}$/.test(printed) && Number(printed) <= 100) return Number(printed);
    throw new HookFailed(
      `"${this.getting}" printed "${visible(printed.slice(0, 100))}" and not a percentage from 0 to 100: correct it, or set 0 first where nothing was set yet.`,
    );
  }

  /** @throws HookFailed also where another weight is in force afterwards */
  async set(percent: number): Promise<void> {
    const command = this.setting.replaceAll(PLACE, String(percent));
    await this.run(command);
    const now = await this.read();
    if (now !== percent) throw new HookFailed(`"${command}" ended well, and "${this.getting}" prints ${now}.`);
  }

  /** Without a shell, which the image does not have; in a group of its own, so that Ctrl-C leaves it alone, and nothing of it stays. */
  private async run(command: string, patienceMs = this.patienceMs): Promise<string> {
    const [program = '', ...args] = command.trim().split(/\s+/);
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      // A daemon that left the group may keep these open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {}
    }, patienceMs);
    try {
      const [[code, signal], out, errors] = await Promise.all([
        once(child, 'close'),
        text(child.stdout),
        text(child.stderr),
      ]);
      if (code === 0) return out;
      const said = visible(errors.trim().split('\n').at(-1) ?? '');
      throw new HookFailed(`"${command}" ended with ${code ?? signal}${said && `, and said “${said}”`}.`);
    } catch (error) {
      if (late) throw new HookFailed(`"${command}" did not end within ${patienceMs / 1000} s, and was killed.`);
      if (error instanceof HookFailed) throw error;
      throw new HookFailed(`"${command}" could not be started (${(error as Error).message}): name a program.`);
    } finally {
      clearTimeout(timer);
    }
  }
}
