import { Allow } from '#platform/access';

/** Whoever looks at what came in. */
export const mayRead = () => Allow('analytics.read', { least: 'editor' });
/** Whoever erases persons. */
export const mayErase = () => Allow('analytics.erase', { least: 'admin' });
/** Whoever says what is counted. */
export const mayDeclare = () => Allow('analytics.declare', { least: 'admin' });
