// The figures of a load, one per line.
import { report as record } from '../faults/record.mjs';

/** @param {import('../../stack/session-load.ts').LoadFigures} figures */
export function report(figures) {
  const { fast, strict, refreshes, begun, lost, acknowledged, denied, mistaken } = figures;
  const line = (name, { answered, failed, perSecond, p50Ms, p99Ms, silenceMs, failure }) =>
    console.log(
      `${name}: ${answered} answered (${perSecond.toFixed(0)}/s), ${failed} failed, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, longest silence of what was hit ${silenceMs.toFixed(0)} ms${failure ? ` (${failure})` : ''}`,
    );
  line('fast over HTTP', fast);
  line('strict at the shard', strict);
  line('refreshes', refreshes);
  line('new sessions', begun);
  console.log(
    `${acknowledged} sessions acknowledged as replicated, ${lost} lost; ${denied} validations wrongly denied; ${mistaken} rotations mistaken for reuse or unknown`,
  );
}

/** Strict validations per second of the shards, without other requests. */
export function capacity({ strict }) {
  console.log(
    `strict alone: ${strict.perSecond.toFixed(0)} validations a second at the shards, p50 ${strict.p50Ms.toFixed(2)} ms, p99 ${strict.p99Ms.toFixed(2)} ms, ${strict.failed} failed`,
  );
}

/** The row of a fault of sessions, whose silence is that of what was hit. */
export function reportSessions(breaks, { begun, refreshes, lost, mistaken }) {
  const failsSeconds = Math.max(begun.silenceMs, refreshes.silenceMs) / 1000;
  record({
    breaks,
    fails: 'sign-ins and refreshes at what is hit',
    failsSeconds,
    recoverySeconds: 0,
    lost,
    twice: mistaken,
  });
}
