import { readFileSync } from 'node:fs';
import { faults } from '../drill/faults/options.mjs';

export const file = 'docs/operations.md';

const marks = /(<!-- faults: npm run drill -- --record, npm run docs -->\n)[\s\S]*?(<!-- end of faults -->)/;
const head = `| what breaks | runs | what fails meanwhile | for how long | back after its end | lost | done twice | drill |
| --- | --- | --- | --- | --- | --- | --- | --- |
`;
/** What a drill did not measure. */
const UNKNOWN = '–';
const seconds = (value) => (value === null ? UNKNOWN : value === 0 ? '< 0.1 s' : `${value} s`);

/** The page unchanged, except for the table of what `npm run drill -- --record` measured, between its two marks. */
export function render() {
  const page = readFileSync(file, 'utf8');
  if (!marks.test(page)) throw new Error(`${file} lost the marks of its table of faults.`);
  const rows = JSON.parse(readFileSync('docs/faults.json', 'utf8'));
  for (const { name, breaks } of faults) requireRow(rows, `faults --only ${name}`, breaks);
  rows.sort((one, other) => (one.drill < other.drill ? -1 : one.drill > other.drill ? 1 : 0));
  return page.replace(marks, (_, start, end) => `${start}${head}${rows.map(line).join('')}${end}`);
}

function line({ breaks, runs, fails, failsSeconds, recoverySeconds, lost, twice, drill }) {
  const times = [failsSeconds, recoverySeconds].map(seconds);
  const counts = [lost, twice].map((count) => count ?? UNKNOWN);
  return `| ${[breaks, runs, fails, ...times, ...counts, `\`${drill}\``].join(' | ')} |\n`;
}

/** A fault that was renamed, or breaks something else now, must not keep the figures of before. */
function requireRow(rows, drill, breaks) {
  const own = rows.filter((row) => row.drill === drill);
  if (own.length === 1 && own[0].breaks === breaks) return;
  throw new Error(
    `docs/faults.json must have one row of "${drill}" ("${breaks}"), and has ${own.length}: delete others, and run it with --record.`,
  );
}
