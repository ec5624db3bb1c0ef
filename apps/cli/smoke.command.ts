import type { Command } from 'commander';
import { webAddress } from './options.js';
import { asJson, type Output } from './output.js';
import type { StepResult, StepState } from './smoke/outcomes.js';
import { longestName, runSmoke } from './smoke/run-smoke.js';
import { SmokeClient } from './smoke/smoke-client.js';

/** Milliseconds that the requests may take: with the start of this process, ten seconds. */
const PATIENCE_MS = 8000;

const labels: Record<StepState, string> = { passed: 'ok', skipped: '-', failed: 'FAILED', unreachable: 'FAILED' };

interface Given extends Output {
  url: string;
  expectVersion?: string;
  tenant?: string;
}

/** `palier smoke`: needs no settings and no database, only the address that clients use. */
export function registerSmokeCommand(program: Command): void {
  const command = program.command('smoke');
  command
    .description(
      'Try a deployment from outside, in ten seconds at most, and print a line per step. Exit code 0, 1 where a step failed, 2 where nothing answers. With SMOKE_EMAIL and SMOKE_PASSWORD, an account of the tenant, it also signs in, changes the name of the account and back, and signs out.',
    )
    .requiredOption('--url <url>', 'where clients reach it, as in https://api.example', webAddress)
    .option('--expect-version <version>', 'fail where another version answers')
    .option('--tenant <slug>', 'the tenant whose pages are read (default: the first store that the home page names)')
    .option('--json', 'the steps as JSON, at the end')
    .action(async ({ url, expectVersion, tenant: wantedTenant, json }: Given) => {
      const { SMOKE_EMAIL: email, SMOKE_PASSWORD: password } = process.env;
      if (!email !== !password) command.error('error: set both SMOKE_EMAIL and SMOKE_PASSWORD, or none of them.');
      const account = email && password ? { email, password } : undefined;
      const visit = { client: new SmokeClient(url, PATIENCE_MS), expectVersion, wantedTenant, account };
      const steps: StepResult[] = [];
      for await (const step of runSmoke(visit)) {
        steps.push(step);
        if (!json) process.stdout.write(`${line(step)}\n`);
      }
      const state = stateOf(steps);
      const ms = steps.reduce((sum, step) => sum + step.ms, 0);
      process.stdout.write(json ? asJson({ state, url, ms, steps }) : `\n${sumOf(steps)}, in ${ms} ms.\n`);
      process.exitCode = { passed: 0, failed: 1, unreachable: 2 }[state];
    });
}

/** Only the first step finds out that nothing answers: later ones find out that something stopped. */
function stateOf([first, ...later]: readonly StepResult[]): 'passed' | 'failed' | 'unreachable' {
  if (first?.state === 'unreachable') return 'unreachable';
  return [first, ...later].every((step) => step?.state === 'passed' || step?.state === 'skipped') ? 'passed' : 'failed';
}

function line({ name, state, ms, detail = '' }: StepResult): string {
  return `${labels[state].padEnd(6)}  ${name.padEnd(longestName)}  ${`${ms} ms`.padStart(7)}  ${detail}`.trimEnd();
}

function sumOf(steps: readonly StepResult[]): string {
  const count = (...states: StepState[]) => steps.filter(({ state }) => states.includes(state)).length;
  return `Passed: ${count('passed')}, failed: ${count('failed', 'unreachable')}, skipped: ${count('skipped')}`;
}
