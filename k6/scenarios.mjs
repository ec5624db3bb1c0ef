/**
 * What `npm run load` runs, in this order.
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} [file] in this folder; `<name>.js` where it is left out
 * @property {string} [main] the scenario of k6 whose answers count; the name of the file where it is left out
 * @property {string} promised the ids in docs/promises.json, and their figures; the thresholds of the file check them
 * @property {Record<string, number>} loads what `--rate` scales, by the name in the file: a rate, or how many are there at once
 * @property {number} requests a second, of all loads together
 * @property {Record<string, string | number>} [env] other variables of the file
 * @property {number} [seconds] 30 where it is left out
 * @property {number} [divisor] of the seconds
 * @property {number} [atOnce] connections at most; 400 where it is left out. `--rate` scales it where `crowded` is set
 * @property {boolean} [crowded] whether each of its people is there all the time
 * @property {string} [tenant] in which it is, and must have been made
 * @property {number} [people] who sign in before it begins
 * @property {number} [teams] among which these are spread, instead of one tenant
 * @property {object} [short] what differs in the short form, where it is part of that
 * @property {(metrics: object) => string} [more] of the summary of k6, for the table
 */

/** The tenants that `--seed` makes, besides the teams. Their accounts are load-0@example.org and so on. */
export const tenants = {
  'load-store': { product: 'wistant', role: 'editor', accounts: 1000, short: 150 },
  'load-journal': { product: 'journeys', role: 'member', accounts: 50, short: 20 },
  'load-campus': { product: 'etude-line', role: 'admin', accounts: 200, short: 20 },
  'load-velo': { product: 'velo', role: 'member', accounts: 1500, short: 50 },
};
/** The slug of a team. @param n from 0 */
export const teamSlug = (n) => `load-team-${n}`;

const whole = (number) => number.toLocaleString('en');
const inStore = { tenant: 'load-store', env: { STORE: 'load-store' } };

/** @type {Scenario[]} */
export const scenarios = [
  {
    ...inStore,
    name: 'browse',
    promised: 'J1: p95 200 ms, 100 requests/s',
    loads: { VISITS: 40 },
    requests: 520,
    short: { loads: { VISITS: 20 } },
  },
  {
    ...inStore,
    name: 'downloads',
    promised: 'J1: p95 of a link 200 ms; J4: of a part 500 ms',
    loads: { VISITS: 40 },
    requests: 120,
    short: { loads: { VISITS: 20 } },
  },
  {
    ...inStore,
    name: 'crowd',
    promised: 'W1: 30,000 at once; J1: p95 200 ms',
    loads: { VISITORS: 30_000 },
    requests: 1300,
    seconds: 90,
    atOnce: 30_000,
    crowded: true,
    short: { loads: { VISITORS: 50 }, env: { EVERY: 2 } },
  },
  {
    ...inStore,
    name: 'storm',
    main: 'beside',
    promised: 'D1, W7: 1,000 sign in at once, browsing goes on; J1: p95 200 ms',
    loads: { USERS: 1000, VISITS: 50 },
    requests: 150,
    seconds: 120,
    atOnce: 1200,
    crowded: true,
    short: { loads: { USERS: 150, VISITS: 20 }, seconds: 20 },
    more: ({ signed_in, refused, waited }) =>
      `${whole(signed_in?.count ?? 0)} signed in, ${whole(refused?.count ?? 0)} refused for a while, the last in after ${((waited?.max ?? 0) / 1000).toFixed(1)} s`,
  },
  {
    name: 'journal',
    tenant: 'load-journal',
    promised: 'J1: p95 200 ms, 2 % failed, 100 requests/s',
    loads: { RATE: 120 },
    requests: 120,
    people: 50,
    short: { loads: { RATE: 120 }, people: 20 },
  },
  {
    name: 'feeds',
    promised: 'V3: 100 requests/s; J1: p95 200 ms',
    loads: { RATE: 150 },
    requests: 150,
    people: 50,
    teams: 100,
    short: { loads: { RATE: 50 }, people: 10, teams: 20 },
  },
  {
    name: 'ingest',
    tenant: 'load-store',
    env: { TENANT: 'load-store', EVENTS: 200 },
    promised: 'V8: 10,000 events/s; J1: p95 200 ms',
    loads: { RATE: 50 },
    requests: 50,
    // Three stages of whole seconds.
    divisor: 3,
    people: 1,
    short: { loads: { RATE: 20 }, env: { EVENTS: 20 } },
  },
  {
    name: 'dashboards',
    tenant: 'load-store',
    promised: 'J4: p95 500 ms',
    loads: { DASHBOARDS: 200 },
    requests: 40,
    atOnce: 200,
    crowded: true,
    people: 1,
    short: { loads: { DASHBOARDS: 20 } },
  },
  {
    name: 'campus',
    main: 'work',
    tenant: 'load-campus',
    promised: 'E3: p95 of the dashboard 2 s, chapters 0.2, search 0.1, notifications 0.05',
    loads: { USERS: 200, OPENINGS: 5000 },
    requests: 125,
    atOnce: 600,
    people: 200,
    short: { loads: { USERS: 20, OPENINGS: 1000 }, people: 20 },
    more: (metrics) =>
      `beside ${whole(metrics['http_reqs{scenario:open}']?.count ?? 0)} notifications opened, p95 ${(metrics['http_req_duration{scenario:open}']?.['p(95)'] ?? 0).toFixed(1)} ms`,
  },
  ...[
    { users: 100, rate: 250, p95: 120, failed: 0.0002 },
    { users: 500, rate: 1200, p95: 180, failed: 0.0005 },
    { users: 1000, rate: 2300, p95: 220, failed: 0.0008 },
    { users: 1500, rate: 3400, p95: 350, failed: 0.0012 },
  ].map(({ users, rate, p95, failed }, at) => ({
    name: `steps-${at + 1}`,
    file: 'steps.js',
    tenant: 'load-velo',
    env: { USERS: users, P95: p95, FAILED: failed },
    promised: `${at === 2 ? 'D1, D5' : 'D5'}: ${whole(users)} users, ${whole(rate)} requests/s, p95 ${p95} ms, ${Number((100 * failed).toFixed(2))} % failed`,
    loads: { RATE: rate },
    requests: rate,
    atOnce: users,
    people: users,
    ...(at === 0 && { short: { loads: { RATE: 50 }, env: { USERS: 50 }, people: 50 } }),
  })),
  ...[
    { teams: 100, users: 50, rate: 100 },
    { teams: 500, users: 200, rate: 500 },
    { teams: 2000, users: 1000, rate: 2000 },
  ].map(({ teams, users, rate }, at) => ({
    name: `tenants-${at + 1}`,
    file: 'tenants.js',
    env: { USERS: users },
    promised: `V1, V2, V3: ${whole(teams)} tenants, ${whole(users)} users, ${whole(rate)} requests/s; J1: p95 200 ms`,
    loads: { RATE: rate },
    requests: rate,
    atOnce: users,
    people: users,
    teams,
    ...(at === 0 && { short: { loads: { RATE: 50 }, env: { USERS: 10 }, people: 10, teams: 20 } }),
  })),
];

/** What a name stands for: a scenario, or all of its file. */
export const namesOf = ({ name, file }) => (file ? [name, file.replace('.js', '')] : [name]);

/**
 * A scenario with what it is run with.
 *
 * @param {Scenario} scenario
 * @param {{ rate: number, short: boolean, seconds?: number }} options the share of its rate, and its seconds where they were chosen
 * @throws Error a sentence where it would take more people than `--seed` makes
 */
export function planned(scenario, { rate, short, seconds }) {
  const brief = (short && scenario.short) || {};
  const chosen = { ...scenario, ...brief, env: { ...scenario.env, ...brief.env } };
  const { file = `${chosen.name}.js`, main = file.replace('.js', '') } = chosen;
  const loads = Object.fromEntries(
    Object.entries(chosen.loads).map(([name, load]) => [name, Math.max(1, Math.round(load * rate))]),
  );
  const accounts = tenants[chosen.tenant]?.[short ? 'short' : 'accounts'];
  if (loads.USERS > accounts)
    throw new Error(`${chosen.name} has ${whole(accounts)} accounts, and --rate ${rate} takes more: give 1 or less.`);
  const [first] = Object.keys(loads);
  const share = loads[first] / scenario.loads[first];
  const { atOnce = 400, crowded } = chosen;
  const usual = scenario.seconds ?? 30;
  const wanted = seconds ?? brief.seconds ?? (short ? 8 : usual);
  const { divisor = 1 } = chosen;
  const lasts = divisor * Math.ceil(wanted / divisor);
  return {
    ...chosen,
    file,
    main,
    loads,
    requests: Math.ceil(scenario.requests * share),
    atOnce: crowded ? Math.ceil(atOnce * share) : atOnce,
    seconds: lasts,
    isWhole: share >= 1 && lasts >= usual && !short,
  };
}

/** Who signs in before a scenario: with some teams, one of each, evenly spread over them. */
export function peopleOf({ people = 0, tenant, teams }) {
  return Array.from({ length: people }, (_, n) =>
    teams
      ? { tenant: teamSlug(Math.floor((n * teams) / people)), email: 'load-0@example.org' }
      : { tenant, email: `load-${n}@example.org` },
  );
}
