import layers from './layers.json' with { type: 'json' };
import type { SourceTree } from './source-tree.js';

/**
 * The concerns of the platform, by layer. A concern imports only those listed before it, in its own
 * layer too: so there is no cycle, and a reader can start at the top.
 */
export const platformLayers: readonly (readonly string[])[] = layers;

/**
 * Facade calls between contexts, `from → to`, each with its reason. They are few: an event is used
 * wherever possible.
 */
export const facadeArrows: Readonly<Record<string, string>> = {
  'auth → tenants': 'the product of a tenant decides who may register, and how its mails look',
  'campus → auth': 'a person is linked to the user who has proven their address, and invited to become one',
  'journal → auth': 'a reminder is mailed to the address of a user, in their language, if they are still active',
  'journal → tenants': 'the tenant has the time zone in which days begin, and reminders of who chose none are sent',
  'rides → tenants': 'the tenant has the time zone in which the rides of who chose none have their day',
};

/** The contexts in `libs`. */
export function contextsOf(tree: SourceTree): string[] {
  const names = tree.paths(/^libs\/[^/]+\/./).map((path) => path.split('/')[1] as string);
  return [...new Set(names)].filter((name) => name !== 'platform');
}

/** The platform's concerns in `libs/platform`. */
export function concernsOf(tree: SourceTree): string[] {
  const names = tree.paths(/^libs\/platform\/[^/]+\/./).map((path) => path.split('/')[2] as string);
  return [...new Set(names)];
}

/** The module of a path: `libs/catalog`, `libs/platform/cache`, `apps`, `migrations` or `test`. */
export function moduleOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] !== 'libs') return parts[0] as string;
  return parts.slice(0, parts[1] === 'platform' ? 3 : 2).join('/');
}

/** The context of a path or of a `#` name, undefined for the platform and everything else. */
export function contextOf(pathOrName: string): string | undefined {
  const match = /^(?:libs\/|#)([^/]+)/.exec(pathOrName);
  return match?.[1] === 'platform' ? undefined : match?.[1];
}

/** The platform's concern of a path or of a `#` name, undefined for everything else. */
export function concernOf(pathOrName: string): string | undefined {
  return /^(?:libs\/|#)platform\/([^/]+)/.exec(pathOrName)?.[1];
}
