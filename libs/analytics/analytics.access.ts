import { Allow } from '#platform/access';

/** Whoever looks at what came in. */
export const mayRead = () => Allow('analytics.read', { least: 'editor' });
/** Whoever erases persons. */
export const mayErase = () => Allow('analytics.erase', { least: 'admin' });
