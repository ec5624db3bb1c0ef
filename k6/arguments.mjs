import { parseArgs } from 'node:util';
import { namesOf, planned, scenarios } from './scenarios.mjs';

export const USAGE =
  'npm run load -- --url http://… [name…] [--seed] [--short] [--seconds 1 to 300] [--rate 0.001 to 10] [--metrics URL,URL] [--on "…"] [--json FILE], or npm run load -- --coefficients FILE [--short], which starts a stack of its own';
export const DEFAULT_PASSWORD = 'a pass phrase for load tests';

/**
 * What to run against what.
 *
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} env PASSWORD is that of the accounts
 * @throws Error a sentence for the terminal
 */
export function readArguments(argv, env) {
  const { values, positionals } = parse(argv);
  if (values.coefficients !== undefined) return coefficientsOf(values, positionals);
  const rate = rateOf(values.rate);
  const seconds = values.seconds === undefined ? undefined : secondsOf(values.seconds);
  const { short, seed, json, on } = values;
  const url = urlOf('--url', values.url);
  const password = env.PASSWORD || DEFAULT_PASSWORD;
  if (seed) requirePassword(url, password);
  const chosen = chosenOf(positionals, short).map((scenario) => planned(scenario, { rate, short, seconds }));
  const metrics = values.metrics?.split(',').map((each) => urlOf('--metrics', each)) ?? [];
  return { url, chosen, seed, short, json, on, password, metrics };
}

export const isLoopback = (url) => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(url).hostname);

/** @param url where the accounts are @throws Error a sentence where anyone could sign in to them with the well-known pass phrase */
export function requirePassword(url, password) {
  if (password !== DEFAULT_PASSWORD || isLoopback(url)) return;
  throw new Error(
    `--seed makes accounts at ${url} that anyone could sign in to: set PASSWORD to a pass phrase of your own, here and for each later run.`,
  );
}

function parse(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const options = {
    url: text,
    seed: flag,
    short: flag,
    seconds: text,
    rate: text,
    metrics: text,
    on: text,
    json: text,
    coefficients: text,
  };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error.message.split('. ')[0]}: ${USAGE}`);
  }
}

/** They are of all scenarios, each at its own rate, on a stack of its own. */
function coefficientsOf({ coefficients, short, ...others }, names) {
  const refused = Object.keys(others).filter((name) => others[name]);
  if (names.length > 0) throw new Error(`--coefficients measures all scenarios: leave out ${names.join(', ')}.`);
  if (refused.length > 0)
    throw new Error(
      `--coefficients starts a stack of its own: leave out ${refused.map((name) => `--${name}`).join(', ')}.`,
    );
  if (coefficients === '') throw new Error('--coefficients names no file: give one, as in docs/capacity.json.');
  return { coefficients, short, password: DEFAULT_PASSWORD };
}

/** Without a name: all, in the short form the first step of each file. */
function chosenOf(names, short) {
  const unknown = names.filter((name) => !scenarios.some((scenario) => namesOf(scenario).includes(name)));
  if (unknown.length > 0) {
    const known = [...new Set(scenarios.flatMap(namesOf))].join(', ');
    throw new Error(`There is no scenario ${unknown.join(', ')}: choose among ${known}.`);
  }
  const wanted =
    names.length > 0 ? scenarios.filter((each) => namesOf(each).some((name) => names.includes(name))) : scenarios;
  const found = short ? wanted.filter((scenario) => scenario.short) : wanted;
  if (found.length === 0)
    throw new Error(`Of ${names.join(', ')} there is no short form: leave out --short, or choose a first step.`);
  return found;
}

function rateOf(text = '1') {
  const rate = Number(text);
  if (rate === 0)
    throw new Error('--rate 0 sends nothing: it is the share of the promised rate, as in 0.5 for half of it.');
  if (!(rate >= 0.001 && rate <= 10))
    throw new Error(`--rate ${text} is no share of the promised rate from 0.001 to 10.`);
  return rate;
}

function secondsOf(text) {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 300) return Number(text);
  throw new Error(`--seconds ${text} is no whole number from 1 to 300: access tokens live for ten minutes.`);
}

function urlOf(name, text) {
  if (text === undefined) throw new Error(`${name} is missing: ${USAGE}`);
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new Error(`${name} ${text} is no URL like http://127.0.0.1:3000.`);
}
