// The mixes of k6, at rates that two cores hold together with k6.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents, senderOf } from '../content.mjs';
import { k6Options, runK6 } from '../k6.mjs';
import { figuresOf } from '../report.mjs';
import { peopleOf, planned, scenarios } from '../scenarios.mjs';
import { signIn } from '../sign-in.mjs';
import { millisecondsEach } from './processor.mjs';

const SECONDS = { short: 3, whole: 15 };
/** Seconds until most code that a mix runs is compiled. */
const WARM_UP = { short: 3, whole: 15 };
/** `rate` is a share of what the scenario promises; `item` is how many things of which product the requests have stored. */
export const ofPeople = [
  { name: 'stores', scenario: 'browse', rate: 2 },
  { name: 'readers', scenario: 'feeds', rate: 1.4 },
  { name: 'riders', scenario: 'steps-1', rate: 4 },
  {
    ...{ name: 'journal', scenario: 'journal', rate: 1.5 },
    item: { product: 'journeys', schema: 'journal', countOf: ({ checks }) => checks['is written'] },
  },
  { name: 'campus', scenario: 'campus', rate: 1 },
];
export const ofPrograms = [
  {
    ...{ name: 'storedEvent', scenario: 'ingest', rate: 0.5, unit: 'ms of CPU an event' },
    ...{ countOf: ({ requests }, { env }) => requests * env.EVENTS },
    item: { product: 'wistant', schema: 'analytics', countOf: ({ requests }, { env }) => requests * env.EVENTS },
  },
];

/** A scenario by its name, with what it is run with. */
export function planOf({ scenario, rate, short, seconds = SECONDS[short ? 'short' : 'whole'] }) {
  const chosen = scenarios.find(({ name }) => name === scenario);
  return planned(chosen, { rate: short ? Math.min(rate, 0.5) : rate, short, seconds });
}

export const plansOf = (short) => [...ofPeople, ...ofPrograms].map((mix) => planOf({ ...mix, short }));

/**
 * Signs in the people of a scenario, and has them write what is missing.
 *
 * @returns {Promise<() => Promise<{ requests: number, checks: Record<string, number> }>>} runs it: the requests that k6 sent, and how
 *   often each check held
 */
export async function prepare(plan, { url, password, k6, directory }) {
  const env = {
    BASE_URL: url,
    SECONDS: plan.seconds,
    PASSWORD: password,
    WITHOUT_TIMES: 1,
    ...plan.env,
    ...plan.loads,
  };
  const tokens = await signIn(url, peopleOf(plan), password);
  if (tokens.length > 0) {
    await contents[plan.tenant]?.(tokens.map((token) => senderOf(url, token)));
    env.TOKENS = join(directory, `tokens-${plan.name}.json`);
    writeFileSync(env.TOKENS, JSON.stringify(tokens), { mode: 0o600 });
  }
  return async () => {
    const { status, summary, lines } = await runK6(k6, plan, k6Options(plan, url), env, directory);
    if (status !== 0) throw new Error([`${plan.name} failed; the end of what k6 wrote:`, ...lines].join('\n'));
    const checks = Object.values(summary.root_group.checks ?? {}).map(({ name, passes }) => [name, passes]);
    return { requests: figuresOf(summary, plan).requests, checks: Object.fromEntries(checks) };
  };
}

/** The coefficients of mixes, each measured once. */
export async function measureMixes(mixes, context) {
  const measured = {};
  for (const mix of mixes) {
    const { name, scenario, unit = 'ms of CPU a request', countOf = ({ requests }) => requests, item } = mix;
    const warmUp = context.warms && { seconds: WARM_UP[context.short ? 'short' : 'whole'] };
    const plan = planOf({ ...mix, short: context.short, ...warmUp });
    const run = await prepare(plan, context);
    const before = item && (await context.bytes(item.schema));
    const { result, seconds } = await context.processor.during(run);
    measured[name] = { unit, values: millisecondsEach(seconds, countOf(result, plan)), scenario };
    context.say(name, measured[name], seconds);
    if (item) {
      const grown = (await context.bytes(item.schema)) - before;
      measured.item ??= {};
      measured.item[item.product] = grown / 1024 / item.countOf(result, plan);
    }
  }
  return measured;
}
