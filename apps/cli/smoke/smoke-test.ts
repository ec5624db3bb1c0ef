import type { Command } from 'commander';
import { printLine } from '../output.js';
import type { StepResult, StepState } from './outcomes.js';
import { longestName, runSmoke } from './run-smoke.js';
import { SmokeClient } from './smoke-client.js';

/** Milliseconds that the requests may take: with the start of this process, ten seconds. */
const PATIENCE_MS = 8000;

const labels: Record<StepState, string> = { passed: 'ok', skipped: '-', failed: 'FAILED', unreachable: 'FAILED' };

export interface SmokeOptions {
  url: string;
  expectVersion?: string;
  tenant?: string;
}

export interface SmokeResult {
  readonly state: 'passed' | 'failed' | 'unreachable';
  readonly ms: number;
  readonly steps: readonly StepResult[];
}

/** Tries a deployment, with the account that the environment names. @param json prints no lines */
export async function smokeTest(
  command: Command,
  { url, expectVersion, tenant: wantedTenant }: SmokeOptions,
  json = false,
): Promise<SmokeResult> {
  const { SMOKE_EMAIL: email, SMOKE_PASSWORD: password } = process.env;
  if (!email !== !password) command.error('error: set both SMOKE_EMAIL and SMOKE_PASSWORD, or none of them.');
  const account = email && password ? { email, password } : undefined;
  const steps: StepResult[] = [];
  for await (const step of runSmoke({
    client: new SmokeClient(url, PATIENCE_MS),
    expectVersion,
    wantedTenant,
    account,
  })) {
    steps.push(step);
    if (!json) printLine(line(step));
  }
  const ms = steps.reduce((sum, step) => sum + step.ms, 0);
  if (!json) printLine(`\n${sumOf(steps)}, in ${ms} ms.`);
  return { state: stateOf(steps), ms, steps };
}

/** Only the first step finds out that nothing answers: later ones find out that something stopped. */
function stateOf([first, ...later]: readonly StepResult[]): SmokeResult['state'] {
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
