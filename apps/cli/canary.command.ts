import type { Command } from 'commander';
import { signalNames } from '../terminal/until-signal.js';
import { claim } from './canary/claim.js';
import { type Outcome, raiseWeight } from './canary/raise-weight.js';
import { Side } from './canary/side.js';
import { settingCommand, Weight } from './canary/weight.js';
import { duration, webAddress } from './options.js';
import { asJson, type Output, printLine } from './output.js';
import { type SmokeOptions, type SmokeResult, smokeTest } from './smoke/smoke-test.js';

/** Milliseconds between two looks at the metrics. */
const LOOK_MS = 5000;
const exitCodes: Record<Outcome['state'], number> = { done: 0, 'rolled back': 1, stopped: 2, failed: 3 };

interface Given extends SmokeOptions, Output {
  old: readonly string[];
  new: readonly string[];
  set: string;
  get: string;
  step?: number;
}

/** `palier canary`: needs no settings and no database, only the metrics of both versions and the commands that set and print the weight. */
export function registerCanaryCommand(program: Command): void {
  const command = program.command('canary');
  command
    .description(
      'Move the clients to a new version: the smoke test, then 5, 25, 50 and 100 % of them, each as long as a step. Where NEW has more errors or refusals than OLD, is slower, or restarts, it sets 0 %. Exit code 0 with all clients on NEW, 1 rolled back or not begun, 2 stopped by a signal (started again, it goes on from the weight in force), 3 where somebody has to look: a command failed, OLD or NEW has no metrics, or another canary runs.',
    )
    .requiredOption(
      '--old <urls>',
      'the metrics of each process of OLD, as in http://api-1:9464,http://api-2:9464',
      processes,
    )
    .requiredOption('--new <urls>', 'those of NEW; a name with several addresses is several processes', processes)
    .requiredOption(
      '--url <url>',
      'where NEW answers requests, for the smoke test, as in http://api-3:3000',
      webAddress,
    )
    .requiredOption(
      '--set <command>',
      'sets the percentage, as in "./set-weight {weight}"; run without a shell',
      settingCommand,
    )
    .requiredOption('--get <command>', 'prints the percentage in force, as in ./get-weight')
    .option('--step <time>', 'how long each percentage is watched at least (default: 5m)', duration({ hours: 24 }))
    .option('--expect-version <version>', 'for the smoke test: the version of NEW')
    .option('--tenant <slug>', 'for the smoke test: the tenant whose pages are read')
    .option('--json', 'the result as JSON, at the end')
    .action(async (given: Given) => {
      const { json, set, get, step = 300 } = given;
      const release = await claim(set);
      if (!release)
        command.error('error: another canary sets this weight: wait for it, or end it by SIGTERM.', {
          exitCode: exitCodes.failed,
        });
      // A reader that leaves must not end this.
      process.stdout.on('error', () => undefined);
      const ending = new AbortController();
      for (const name of signalNames) process.once(name, () => ending.abort());
      const lines: string[] = [];
      let smoke: SmokeResult | undefined;
      const check = async () => {
        smoke = await smokeTest(command, given, json);
        const fault = smoke.steps.find(({ state }) => state === 'failed' || state === 'unreachable');
        return fault && `The smoke test failed at ${fault.name}: ${fault.detail}`;
      };
      const sides = { old: new Side(given.old), fresh: new Side(given.new), weight: new Weight(set, get) };
      const times = { stepMs: step * 1000, lookMs: LOOK_MS };
      const say = (line: string) => {
        lines.push(line);
        if (!json) printLine(line);
      };
      const outcome = await raiseWeight({ ...sides, ...times, signal: ending.signal, say }, check).finally(release);
      const { state, weight, reason } = outcome;
      if (json) process.stdout.write(asJson({ ...outcome, smoke, lines }));
      else printLine(`${words[state]}${weight === undefined ? '' : ` at ${weight} %`}: ${reason}`);
      process.exitCode = exitCodes[state];
    });
}

const words: Record<Outcome['state'], string> = {
  done: 'Done',
  'rolled back': 'Rolled back',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** Parses a list of addresses; a later option adds to it. */
function processes(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((each) => webAddress(each.trim()))];
}
