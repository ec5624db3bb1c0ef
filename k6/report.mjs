import { availableParallelism, cpus } from 'node:os';
import { printAligned } from '../bench/table.mjs';

const whole = (number) => Math.round(number).toLocaleString('en');
const short = (number) => (number >= 100 ? whole(number) : String(Number(number.toPrecision(2))));

/**
 * The figures of a run.
 *
 * @param {object} summary what k6 exported
 * @param {{ main: string, seconds: number }} plan of which scenario of k6, and how long it was
 */
export function figuresOf({ metrics, root_group }, { main, seconds }) {
  const of = (name) => metrics[`${name}{scenario:${main}}`] ?? {};
  const { avg: meanMs = 0, 'p(95)': p95Ms = 0 } = of('http_req_duration');
  return {
    requestsASecond: (of('http_reqs').count ?? 0) / seconds,
    meanMs,
    p95Ms,
    failedShare: of('http_req_failed').value ?? 0,
    /** What k6 did not send, since all of its people still waited. */
    unsent: metrics.dropped_iterations?.count ?? 0,
    /** Of all scenarios and setup. */
    requests: metrics.http_reqs?.count ?? 0,
    missed: Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
      Object.keys(thresholds)
        .filter((bound) => thresholds[bound])
        .map((bound) => `${name}: ${bound}`),
    ),
    untrue: untrueOf(root_group),
  };
}

/** The checks that did not hold each time, and how often, by their names in the file. */
function untrueOf({ checks = {}, groups = {} } = {}) {
  const own = Object.values(checks).filter(({ fails }) => fails > 0);
  return [
    ...own.map(({ name, fails }) => `"${name}" failed ${whole(fails)} times`),
    ...Object.values(groups).flatMap(untrueOf),
  ];
}

/**
 * A row of the table.
 *
 * @param plan the scenario as it was run
 * @param {{ status: number | null, summary?: object }} outcome how k6 ended, and its summary
 * @param {{ seconds?: number, on: string }} where processor seconds that the processes used, where they were read
 */
export function rowOf(plan, { status, summary }, { seconds, on }) {
  const figures = summary && figuresOf(summary, plan);
  // 99 is what k6 ends with where a threshold was crossed.
  const ran = figures !== undefined && (status === 0 || status === 99) && figures.requestsASecond > 0;
  const passed = ran && status === 0;
  return {
    scenario: plan.name,
    promised: plan.promised,
    ...figures,
    detail: ran ? (plan.more?.(summary.metrics) ?? '') : '',
    cpuMsARequest: ran && seconds !== undefined ? (1000 * seconds) / figures.requests : undefined,
    on,
    verdict: ran ? verdictOf(passed, plan.isWhole) : 'failed',
    passed,
  };
}

function verdictOf(passed, isWhole) {
  if (isWhole) return passed ? 'met' : 'missed';
  return passed ? 'held, with less load' : 'not held, with less load';
}

/** Prints the rows as one table, and below it which thresholds were crossed, and which checks did not always hold. */
export function printRows(rows) {
  printAligned([
    ['', 'scenario', 'promised', 'measured', 'CPU a request', 'on', 'verdict'],
    ...rows.map((row) => [
      row.passed ? '✓' : '✗',
      row.scenario,
      row.promised,
      measured(row),
      row.cpuMsARequest === undefined ? 'with --metrics' : `${short(row.cpuMsARequest)} ms`,
      row.on,
      row.verdict,
    ]),
  ]);
  for (const { scenario, missed = [], untrue = [] } of rows) {
    if (missed.length > 0) console.log(`${scenario} crossed ${missed.join('; ')}`);
    if (untrue.length > 0) console.log(`${scenario} saw ${untrue.join('; ')}`);
  }
}

function measured({ requests, requestsASecond, p95Ms, meanMs, failedShare, unsent, detail }) {
  if (!requests) return 'nothing';
  return [
    `${short(requestsASecond)} requests/s`,
    `p95 ${short(p95Ms)} ms`,
    `mean ${short(meanMs)}`,
    `${Number((100 * failedShare).toPrecision(2))} % failed`,
    ...(unsent > 0 ? [`${whole(unsent)} not sent`] : []),
    ...(detail ? [detail] : []),
  ].join(', ');
}

/** This machine, and where it is another one what the base URL is on. */
export function placeOf(on) {
  const here = `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown model'}`;
  return on ? `${on}, k6 on ${here}` : `${here}, with k6`;
}
