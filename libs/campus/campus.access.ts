import { Allow } from '#platform/access';

/** The permission of admins, also by their API keys: their scope is the tenant. */
export const ADMINISTER = 'campus.administer';

/** The permission of professors and staff, as far as their scope goes. */
export const EDIT = 'campus.edit';

/** Whoever sees some of it: students, professors and staff as far as their scope goes, admins all of it. */
export const mayRead = () => Allow('campus.read', { least: 'member' });
/** Professors and staff. */
export const mayEdit = () => Allow(EDIT, { least: 'editor' });
/** Admins. */
export const mayAdminister = () => Allow(ADMINISTER, { least: 'admin' });
