/**
 * `npm run tour [-- --url URL --key KEY --password PASSWORD]`: runs the examples of the README as requests against a
 * running server, `npm start`'s unless told otherwise, and compares the answers with those that the
 * README promises. The operator's key comes from `--key` or OPERATOR_KEY, the store owner's password
 * from `--password` or OWNER_PASSWORD.
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
    password: { type: 'string', default: process.env.OWNER_PASSWORD },
  },
});
const steps = stepsOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));

let passed = 0;
let failed = 0;
const given = {
  ...(values.key && { OPERATOR_KEY: values.key }),
  ...(values.password && { OWNER_PASSWORD: values.password }),
};
for await (const { line, title, faults } of tour(steps, values.url.replace(/\/$/, ''), given)) {
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} README.md:${line}  ${title}`);
  for (const fault of faults) console.log(`         ${fault}`);
  if (faults.length === 0) passed += 1;
  else failed += 1;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
