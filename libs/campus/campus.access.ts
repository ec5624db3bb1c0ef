import { Allow, declarePermission } from '#platform/access';

/** The permission of admins, also by their API keys: their scope is the tenant. */
export const ADMINISTER = 'campus.administer';
// `Scopes` asks for it, whether or not a route does.
declarePermission(ADMINISTER, 'admin');

/** Whoever sees some of it: students, professors and staff as far as their scope goes, admins all of it. */
export const mayRead = () => Allow('campus.read', { least: 'member' });
/** Professors and staff, as far as their scope goes. */
export const mayEdit = () => Allow('campus.edit', { least: 'editor' });
/** Admins. */
export const mayAdminister = () => Allow(ADMINISTER, { least: 'admin' });
