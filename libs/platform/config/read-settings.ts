import { validateSync } from 'class-validator';
import { nearestName } from '#platform/suggestions';
import { acceptedBy } from './accepts.js';
import { mask } from './mask.js';
import { type Option, optionsOf } from './option.js';
import { Settings } from './settings.js';

/** One fault of the environment. */
export interface SettingsFault {
  name: string;
  /** One line: name, masked value, what is accepted. */
  message: string;
}

/** The environment cannot be read as settings. Holds every fault, not the first one only; its message has a line for each. */
export class SettingsProblem extends Error {
  constructor(readonly faults: readonly SettingsFault[]) {
    super(faults.map(({ message }) => message).join('\n'));
    this.name = 'SettingsProblem';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables. An empty variable counts as unset; numbers are
 * written in digits only, lists are separated by commas, white space around a value is dropped.
 *
 * @throws SettingsProblem with every fault at once: wrong values, values that exclude each other, and `PALIER_…` names
 * that do not exist.
 */
export function readSettings(env: Environment): Settings {
  const options = optionsOf(Settings);
  const defaults = new Settings();
  const given: Record<string, unknown> = {};
  for (const option of options) {
    const text = env[option.name]?.trim();
    if (text) given[option.property] = parse(text, defaults[option.property as keyof Settings]);
  }
  const settings: Settings = Object.assign(new Settings(), given);
  const faults = [
    ...wrongValues(settings, env, options),
    ...contradictions(env),
    ...needless(settings),
    ...unknownNames(env, options),
  ];
  if (faults.length > 0) throw new SettingsProblem(faults);
  return Object.assign(settings, { databaseDirectUrl: settings.databaseDirectUrl ?? settings.databaseUrl });
}

/** The type of the default decides how a text is parsed; a text that is not a number becomes NaN, which is refused. */
function parse(text: string, byDefault: unknown): unknown {
  if (typeof byDefault === 'number') return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Array.isArray(byDefault)) return text.split(',').map((part) => part.trim());
  return text;
}

function wrongValues(settings: Settings, env: Environment, options: readonly Option[]): SettingsFault[] {
  const refused = new Set(validateSync(settings).map(({ property }) => property));
  return options.flatMap((option) => {
    if (!refused.has(option.property)) return [];
    const { accepts } = acceptedBy(Settings, option.property);
    const value = mask(env[option.name]?.trim() ?? '', option.secret);
    return {
      name: option.name,
      message: `${option.name}: "${value}" is refused; it accepts ${accepts}.`,
    };
  });
}

function unknownNames(env: Environment, options: readonly Option[]): SettingsFault[] {
  const known = options.map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith('PALIER_') && !known.includes(name))
    .sort()
    .map((name) => {
      const nearest = nearestName(name, known);
      return {
        name,
        message: `${name}: there is no such option; ${nearest ? `did you mean ${nearest}?` : 'remove it.'}`,
      };
    });
}

/** The variables that locate the Redis of sessions and jobs; only one may be set. */
const places = ['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER'];

/** A fault for each variable that contradicts another. */
function contradictions(env: Readonly<Record<string, string | undefined>>): SettingsFault[] {
  const [first, ...others] = places.filter((name) => env[name]?.trim());
  return others.map((name) => ({
    name,
    message: `${name}: ${first} is set too, and both locate the Redis of sessions and jobs; remove one of them. For the cache, use REDIS_CACHE_URL.`,
  }));
}

/** A fault for each option of replaced processes where there is only one, which nothing replaces. */
function needless({ apiProcesses, apiRecycleRequests, apiRecycleBytes }: Settings): SettingsFault[] {
  if (apiProcesses !== 1) return [];
  const set = { API_RECYCLE_REQUESTS: apiRecycleRequests, API_RECYCLE_BYTES: apiRecycleBytes };
  return Object.entries(set)
    .filter(([, value]) => value > 0)
    .map(([name]) => ({
      name,
      message: `${name}: a process is replaced only where there are several; set API_PROCESSES to 2 or more, or remove it.`,
    }));
}

/** The public URL of the API, without a slash at the end. */
export function publicUrlOf({ publicUrl, port }: Pick<Settings, 'publicUrl' | 'port'>): string {
  return (publicUrl ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
}
