/**
 * `npm run tour [-- --url URL --page FILE]`: runs the commands of the pages as they are written, each page in a bash of its
 * own, against a running server, and compares what they do with what the pages promise. `--page` names one page, and may be
 * repeated; without it all pages with commands are run, and three downloaded apps are compared with the packages they are of.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import '../support/sources.mjs';

const { compareBundles } = await import('./bundles.ts');
const { hideSecrets } = await import('./hide-secrets.ts');
const { lacking, needs } = await import('./needs.ts');
const { tour } = await import('./tour.ts');

/** Milliseconds that one command has, on a busy machine too. */
const LIMIT_MS = 120_000;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    page: { type: 'string', multiple: true },
  },
});
const root = `${import.meta.dirname}/../..`;
process.chdir(root);
const url = values.url.replace(/\/$/, '');
const pages = values.page ?? [
  ...['README.md', 'docs/platform.md', 'docs/analytics.md'],
  ...globSync(['docs/products/*.md', 'docs/clients/*.md']).sort(),
];
const { OPERATOR_KEY, OWNER_PASSWORD } = process.env;
const hide = hideSecrets({ OPERATOR_KEY, OWNER_PASSWORD });
const counts = { passed: 0, failed: 0 };

console.log(`The tour runs the commands of ${pages.join(', ')} against ${url}. ${needs}\n`);
const missing = pages.find((page) => !existsSync(page));
const lack = missing
  ? `There is no page ${missing}: name a file from the root of the repository.`
  : await lacking(url, process.env);
if (lack) {
  console.log(hide(lack));
  process.exit(1);
}
// A proxy that the environment names is not for the server on this machine.
const env = { ...process.env, no_proxy: [process.env.no_proxy, '127.0.0.1,localhost'].filter(Boolean).join() };
const limit = () => AbortSignal.timeout(LIMIT_MS);
for (const page of pages) await report(tour(page, readFileSync(page, 'utf8'), { url, root, env, limit }));
if (!values.page) await report(compareBundles(url, root));
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

async function report(outcomes) {
  for await (const { place, title, faults } of outcomes) {
    counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
    console.log(hide(`${faults.length === 0 ? 'ok    ' : 'FAILED'}  ${place}  ${title}`));
    for (const fault of faults) console.log(hide(`          ${fault}`));
  }
}
