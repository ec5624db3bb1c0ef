import { Allow } from '#platform/access';

/** The permission of admins, also by their API keys: their scope is the tenant. */
export const ADMINISTER = 'campus.administer';

/** Whoever sees some of it: students, professors and staff as far as their scope goes, admins all of it. */
export const mayRead = () => Allow('campus.read', { least: 'member' });
/** Professors and staff, as far as their scope goes. */
export const mayEdit = () => Allow('campus.edit', { least: 'editor' });
/** Admins. */
export const mayAdminister = () => Allow(ADMINISTER, { least: 'admin' });
