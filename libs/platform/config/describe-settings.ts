import { type Accepted, acceptedBy } from './accepts.js';
import { mask } from './mask.js';
import { type Option, optionsOf } from './option.js';
import { Settings } from './settings.js';

/** One option as an operator sees it. */
export interface SettingRow extends Omit<Option, 'property'>, Accepted {
  /** The value in force, secrets masked; empty when there is none. */
  value: string;
  source: 'environment' | 'default';
}

/** Every option with the value in force and its source, in the order of `Settings`. */
export function describeSettings(settings: Settings, env: Readonly<Record<string, string | undefined>>): SettingRow[] {
  return optionsOf(Settings).map(({ property, ...option }) => ({
    ...option,
    ...acceptedBy(Settings, property),
    value: shown(settings[property as keyof Settings], option.secret),
    source: env[option.name]?.trim() ? 'environment' : 'default',
  }));
}

function shown(value: Settings[keyof Settings], secret: boolean | 'path'): string {
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
  return text && mask(text, secret);
}
