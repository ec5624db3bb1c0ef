import type { Settings } from './settings.js';

/** The public URL of the API, without a slash at the end. */
export function publicUrlOf({ publicUrl, port }: Pick<Settings, 'publicUrl' | 'port'>): string {
  return (publicUrl ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
}
