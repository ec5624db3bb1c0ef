// Three deployments whose load made no coefficient: what each part takes by docs/capacity.json (or `--coefficients FILE`), and what
// it took, `--seconds` (30) each. Fails where the cores of a part differ by more than 25 %, or the memory of the APIs by 15 %.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printAligned } from '../../bench/table.mjs';
import { DEFAULT_PASSWORD } from '../../k6/arguments.mjs';
import { findK6 } from '../../k6/k6.mjs';
import { measurePoint } from './capacity/point.mjs';
import { judge, predictCores, predictMegabytes } from './capacity/prediction.mjs';

const { values } = parseArgs({
  options: {
    coefficients: { type: 'string', default: 'docs/capacity.json' },
    seconds: { type: 'string', default: '30' },
    short: { type: 'boolean', default: false },
  },
});
const points = {
  'stores and journals at once': {
    apis: 1,
    redis: 'single',
    mixes: [
      { name: 'stores', scenario: 'browse', rate: 1.3 },
      { name: 'journal', scenario: 'journal', rate: 0.8 },
    ],
  },
  'readers of two API processes behind nginx': {
    apis: 2,
    redis: 'single',
    mixes: [{ name: 'readers', scenario: 'feeds', rate: 1.8 }],
  },
  'riders and sign-ins, two API processes, sessions in Redis with Sentinel': {
    apis: 2,
    redis: 'sentinel',
    mixes: [{ name: 'riders', scenario: 'steps-1', rate: 2 }],
    signIns: 15,
  },
};

if (!existsSync(values.coefficients)) {
  console.error(
    `There is no ${values.coefficients}: make it with "npm run load -- --coefficients ${values.coefficients}".`,
  );
  process.exit(1);
}
const { coefficients } = JSON.parse(readFileSync(values.coefficients, 'utf8'));
// A coefficient that is missing is named before minutes of load.
const names = Object.values(points).flatMap(({ mixes }) => mixes.map(({ name }) => name));
predictCores(coefficients, Object.fromEntries([...names, 'signIn'].map((name) => [name, 0])));
predictMegabytes(coefficients, { processes: 0, connections: 0 });
const directory = mkdtempSync(join(tmpdir(), 'palier-load-'));
const options = {
  k6: findK6(process.env),
  seconds: Number(values.seconds),
  restSeconds: values.short ? 2 : 15,
  password: DEFAULT_PASSWORD,
  say: () => {},
};
let held = true;
try {
  for (const [name, point] of Object.entries(points)) {
    const { rates, cores, megabytes, connections } = await measurePoint(point, {
      ...options,
      directory,
      short: values.short,
    });
    const predicted = predictCores(coefficients, rates);
    const memory = predictMegabytes(coefficients, { processes: point.apis, connections });
    const rows = [
      ...Object.keys(cores).map((part) => [part, predicted[part] ?? 0, cores[part], 'cores']),
      ['memory', memory, megabytes, 'MB'],
    ].map(([part, expected, measured, unit]) => [
      ...[part, `${shown(expected)} ${unit}`, `${shown(measured)} ${unit}`],
      ...[differenceOf(expected, measured), judge(part, expected, measured)],
    ]);
    held = held && rows.every((row) => row.at(-1) !== 'differs');
    const said = Object.entries(rates).map(([what, rate]) => `${what} ${rate.toFixed(1)}`);
    console.log(`\n${name}: ${said.join(', ')} a second`);
    printAligned([['part', 'predicted', 'measured', 'difference', ''], ...rows]);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
console.log(held ? '\nThe coefficients predict all three.' : '\nThe coefficients are wrong where a part differs.');
process.exit(held ? 0 : 1);

function differenceOf(expected, measured) {
  return measured > 0 ? `${(100 * (expected / measured - 1)).toFixed(0)} %` : '–';
}

function shown(value) {
  return String(Number(value.toPrecision(3)));
}
