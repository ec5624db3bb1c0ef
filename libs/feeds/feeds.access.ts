import { Allow } from '#platform/access';

/** Whoever reads feeds. */
export const mayRead = () => Allow('feeds.read', { least: 'member' });
/** Whoever changes what the tenant follows. */
export const mayWrite = () => Allow('feeds.write', { least: 'editor' });
