import { Allow } from '#platform/access';
import { Idempotent } from '#platform/idempotency';

/** Members, who read nobody's journal but their own. */
export const mayRead = () => Allow('journal.read', { least: 'member' });

/** Members, who write in nobody's journal but their own. */
export const mayWrite = () => Allow('journal.write', { least: 'member' });

/** Admins, whose access ends at once where it is taken from them: it is about money. */
export const maySell = () => Allow('journal.sell', { least: 'admin', revocation: 'strict' });

/**
 * For routes whose answers repeat texts of a journal: these are stored nowhere else than encrypted, so no answer is kept for
 * a request that comes again.
 */
export const idempotentInSecret = () => Idempotent({ secret: true });
