// What the runs of a fault say together: a row, and what is not as it must be.
import { OF_THE_FUTURE } from '../checker/events.mjs';
import { rounded } from './record.mjs';

const KINDS = ['browsing', 'reads', 'writes', 'sign-ins'];

/** @param runs what `play` returned @returns the row of a fault: sums of what was lost, and the longest times */
export function rowOf({ name, breaks }, runs) {
  const most = (value) => Math.max(...runs.map(value));
  const sum = (value) => runs.reduce((total, run) => total + value(run), 0);
  const fails = KINDS.map((kind) => {
    const [tried, failed] = ['tried', 'failed'].map((what) => sum(({ shares }) => shares[kind]?.[what] ?? 0));
    const percent = (100 * failed) / tried;
    return failed > 0 ? `${percent < 1 ? '< 1' : Math.round(percent)} % of ${kind}` : undefined;
  }).filter(Boolean);
  const notes = runs.reduce((most, run) => (run.notes.length > most.length ? run.notes : most), []);
  return {
    breaks,
    runs: runs.length,
    fails: [...fails, ...notes].join(', ') || 'nothing',
    failsSeconds: fails.length > 0 ? rounded(most(({ failedFor }) => failedFor)) : null,
    recoverySeconds: rounded(most(({ recovery, worked }) => Math.max(recovery, worked))),
    lost: sum(({ lost }) => lost.length),
    twice: sum(({ twice }) => twice.length),
    drill: `faults --only ${name}`,
  };
}

/** What a run of a fault shows that must not be, in words; empty where all is well. */
export function faultsOf({ bounds = {}, isOfClocks = false }, run) {
  const late = (what, seconds, most) => seconds > most && `${what} after ${seconds.toFixed(1)} s, not within ${most} s`;
  return [
    ...run.lost.map((each) => `LOST: ${each}`),
    ...run.twice.map((each) => `DONE TWICE: ${each}`),
    ...run.wrong.map((each) => `WRONG: ${each}`),
    ...Object.entries(run.acknowledged).map(([what, count]) => count === 0 && `nothing of ${what} was acknowledged`),
    !run.isTouched && 'nothing came that the fault could disturb',
    !isOfClocks && run.notes.some((note) => note.includes(OF_THE_FUTURE)) && 'events were refused as of the future',
    bounds.browsing &&
      run.browsingFailed > 0 &&
      `browsing of cached pages failed or was slow ${run.browsingFailed} times`,
    bounds.recoverySeconds && late('everything was back', Math.max(run.recovery, run.worked), bounds.recoverySeconds),
    bounds.signInSeconds && late('signing in was back', run.signInBack, bounds.signInSeconds),
    !run.isOver && 'it did not recover in time',
  ].filter(Boolean);
}
