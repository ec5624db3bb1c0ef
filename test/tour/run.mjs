/**
 * `npm run tour [-- --url URL --key KEY]`: runs the examples of the README as requests against a
 * running server, `npm start`'s unless told otherwise, and compares the answers with those that the
 * README promises. The operator's key comes from `--key` or OPERATOR_KEY.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import '../drift/typescript/sources.mjs';

const { stepsOf } = await import('./steps.ts');
const { tour } = await import('./tour.ts');

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    key: { type: 'string', default: process.env.OPERATOR_KEY },
  },
});
const steps = stepsOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));

let passed = 0;
let failed = 0;
for await (const { line, title, faults } of tour(
  steps,
  values.url.replace(/\/$/, ''),
  values.key ? { OPERATOR_KEY: values.key } : {},
)) {
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} README.md:${line}  ${title}`);
  for (const fault of faults) console.log(`         ${fault}`);
  if (faults.length === 0) passed += 1;
  else failed += 1;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
