import { accountSteps } from './account.steps.js';
import { StepFailed, type StepResult, StepSkipped, type StepState, Unreachable } from './outcomes.js';
import { processSteps } from './process.steps.js';
import type { Step, Visit } from './step.js';
import { downloadStep, storeSteps } from './store.steps.js';

const steps = [...processSteps, ...storeSteps, ...accountSteps, downloadStep];

/** Columns that the names of steps take. */
export const longestName = Math.max(...steps.map(({ name }) => name.length));

/** Runs the steps one after the other. Without the first none can succeed; the others run whatever became of those before. */
export async function* runSmoke(visit: Visit): AsyncGenerator<StepResult> {
  for (const step of steps) {
    const startedAt = performance.now();
    const result = await outcomeOf(step, visit);
    yield { name: step.name, ms: Math.round(performance.now() - startedAt), ...result };
    if (step === steps[0] && result.state !== 'passed') return;
  }
}

async function outcomeOf(step: Step, visit: Visit): Promise<{ state: StepState; detail?: string }> {
  try {
    if (visit.client.over.aborted) throw new StepSkipped('The time of the test was over.');
    const detail = await step.run(visit);
    return { state: 'passed', ...(detail !== undefined && { detail }) };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof StepSkipped) return { state: 'skipped', detail: message };
    if (error instanceof StepFailed)
      return { state: error instanceof Unreachable ? 'unreachable' : 'failed', detail: message };
    return {
      state: 'failed',
      detail: `The answer is not one of Palier (${message}): correct --url or where the proxy leads.`,
    };
  }
}
