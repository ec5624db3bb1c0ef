import { existsSync, readFileSync } from 'node:fs';

export const file = 'docs/sizing.md';

/** The rows of the owners: their words, and the same as a wish. */
const owners = [
  ['V1–V4', 'veille', 'MVP', 100, 50, 100, '15'],
  ['V1–V4', 'veille', 'growth', 500, 200, 500, '30'],
  ['V1–V4', 'veille', 'scale', 2000, 1000, 2000, '150'],
  ['V1–V4', 'veille', 'cloud', 50_000, 25_000, 50_000, '500 to 2,000'],
  ['J8', 'journeys', '10,000 active users', 1, 1000, 100, '150 to 200 dollars'],
];

const examples = [
  [
    '1,000 people',
    'Sixty teams that read feeds together. A tenth of them is there at the busiest moment.',
    'veille',
    60,
    100,
    15,
  ],
  ['10,000 people', 'A journal on the phones of 10,000 people, in one tenant.', 'journeys', 1, 1000, 120],
  [
    '100,000 people',
    'Twenty universities with 5,000 students each, on the day of the results.',
    'etude-line',
    20,
    10_000,
    2000,
  ],
];

const limitOf = ({ limit: { what, role, share } }) => `${what} of ${role}, ${Math.round(100 * share)} % used`;

const whole = (number) => number.toLocaleString('en');

/** The page, with the plans of `palier plan`; refuses promises that say other euros. */
export async function render() {
  if (!existsSync('dist/apps/cli/plan/make-plan.js')) throw new Error('dist has no palier plan: run "npm run build".');
  const [{ makePlan }, { planReport }, { Capacity }, { readPrices }, { short }] = await Promise.all(
    ['make-plan', 'plan-report', 'capacity', 'price-list', 'demand'].map(
      (name) => import(`../../dist/apps/cli/plan/${name}.js`),
    ),
  );
  const capacity = Capacity.read('docs/capacity.json');
  const prices = readPrices('docs/prices.json');
  const planned = (product, tenants, users, rps) => makePlan({ product, tenants, users, rps }, capacity, prices);
  // One PostgreSQL writes for a deployment; where none is large enough, the tenants are divided.
  const divided = (product, tenants, users, rps, deployments = 1) => {
    try {
      const part = (count) => Math.ceil(count / deployments);
      return { deployments, plan: planned(product, part(tenants), part(users), part(rps)) };
    } catch (error) {
      if (deployments === tenants || deployments === 10) throw error;
      return divided(product, tenants, users, rps, deployments + 1);
    }
  };
  const rows = owners.map(([id, product, name, tenants, users, rps, paid]) => {
    const { deployments, plan } = divided(product, tenants, users, rps);
    const cores = short(deployments * Object.values(plan.demand.cores).reduce((sum, each) => sum + each, 0));
    const each = plan.machines.map(({ count, machine }) => `${count} × ${machine.name}`).join(', ');
    const machines = deployments > 1 ? `${deployments} deployments, each ${each}` : each;
    const euros = Math.ceil(deployments * plan.euros);
    const figures = [...[tenants, users, rps].map(whole), paid, plan.step, cores, machines, whole(euros)];
    return { id, euros, line: `| ${[id, name, ...figures, limitOf(plan)].join(' | ')} |` };
  });
  requireSame(rows);
  const worked = examples.map(([title, text, product, tenants, users, rps]) => {
    const command = `npx palier plan --product ${product} --tenants ${tenants} --users ${users} --rps ${rps}`;
    const report = planReport(planned(product, tenants, users, rps), []);
    return `## ${title}\n\n${text}\n\n\`\`\`\n$ ${command}\n${report}\`\`\`\n`;
  });
  return page(rows.map(({ line }) => line).join('\n'), worked.join('\n'), capacity.value('cachedPage', 'api'));
}

/** A promise of money says the planned euros of its rows. */
function requireSame(rows) {
  const promises = JSON.parse(readFileSync('docs/promises.json', 'utf8'));
  for (const [id, of] of [
    ['V4', 'V1–V4'],
    ['J8', 'J8'],
  ]) {
    const { status } = promises.find((promise) => promise.id === id);
    const euros = rows.filter((row) => row.id === of).map((row) => whole(row.euros));
    const wanted = `planned at ${euros.join(' / ')} euros a month`;
    if (!status.startsWith(wanted))
      throw new Error(`${id} in docs/promises.json must say "${wanted}", and says "${status}".`);
  }
}

const page = (rows, worked, cached) => `# Sizing

How many machines does Palier need, and what do they cost? Ask \`palier plan\`:

\`\`\`
npx palier plan --product veille --tenants 2000 --users 1000 --rps 2000
\`\`\`

\`--users\` are the people who are connected at the same time, \`--rps\` is the number of requests a second at the peak. The
answer shows its arithmetic line by line and names what it assumes. \`--json\` prints the same for programs.

Palier ships the prices of eight machines of one host ([prices.json](prices.json)). Prices change often, and the cheapest
machines are sometimes sold out. Copy the file, write your prices into it, and give it with \`--prices\`.

The coefficients in [capacity.json](capacity.json) were measured on one machine with two cores. Measure yours:

\`\`\`
npm run load -- --coefficients capacity.json
npx palier plan --coefficients capacity.json --product veille --tenants 2000 --users 1000 --rps 2000
\`\`\`

\`npm run drill -- capacity\` checks the coefficients: it predicts three loads that they were not measured on, runs them, and
fails where the processor time of a part differs by more than 25 %, or the memory of an API process by more than 15 %. At its
last run memory was within 15 %, and so was the API time of stores, journals and riders. Readers of two API processes took 1.5
times the predicted API time, so a plan counts each request 1.5 times.

Parts that took less than a twentieth of a core were off by up to 72 %.

## The owners’ figures beside the plan

Tenants, users, requests and money are the owners' figures, except in the row of J8: its owner wrote 10,000 active users and the
money, and one tenant, a tenth of the users at once and 100 requests a second are assumed. The other columns come from
\`palier plan\`. A plan is arithmetic: nobody has run the row of 50,000 tenants. One PostgreSQL server writes for a deployment.
Where no machine of the list is large enough for it, the tenants are divided over several deployments, and the step is that of
one. "cores" are busy at the peak.

| promise | step | tenants | users at once | requests/s | their euros a month | planned step | cores | machines | planned euros | limit |
|---|---|---|---|---|---|---|---|---|---|---|
${rows}

${worked}
## Fewer requests for the API

A CDN answers public pages in place of Palier: [operations.md, "CDN"](operations.md#cdn) says how. The API sends a
page from its cache in ${cached} ms of processor time, so a CDN saves bandwidth and latency more than machines.

## The limits of a plan

| not in it | why |
|---|---|
| files, backups, mail, traffic | their prices do not follow from requests |
| a second region | [operations.md, "Regions"](operations.md#regions) |
| a larger share of writes | the mixes of \`k6/\` are the owners' mixes; another mix needs its own coefficients |
`;
