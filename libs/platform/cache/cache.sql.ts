import { statement } from '#platform/database';

/** The channel on which processes tell each other what became void. */
export const CHANNEL = 'cache_invalidation';

export const announceInvalidation = statement<{ pg_notify: string }, [message: string]>({
  name: 'cache.announce-invalidation',
  text: `select pg_notify('${CHANNEL}', $1)`,
});
