import { acceptedBy } from './accepts.js';
import { mask } from './mask.js';
import { optionsOf } from './option.js';
import { Settings } from './settings.js';

/** One option as an operator sees it. */
export interface SettingRow {
  /** The environment variable. */
  name: string;
  /** The value in force, secrets masked; empty when there is none. */
  value: string;
  source: 'environment' | 'default';
  /** Empty where the value has no unit. */
  unit: string;
  secret: boolean | 'path';
  /** What it accepts. */
  accepts: string;
  /** What it does, in one English sentence. */
  about: string;
}

/** Every option with the value in force and its source, in the order of `Settings`. */
export function describeSettings(settings: Settings, env: Readonly<Record<string, string | undefined>>): SettingRow[] {
  return optionsOf(Settings).map(({ name, property, unit = '', secret = false, about }) => ({
    name,
    value: shown(settings[property as keyof Settings], secret),
    source: env[name]?.trim() ? 'environment' : 'default',
    unit,
    secret,
    accepts: acceptedBy(Settings, property),
    about,
  }));
}

function shown(value: Settings[keyof Settings], secret: boolean | 'path'): string {
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
  return text && mask(text, secret);
}
