import { statement } from '#platform/database';

/** The cutover under way, if any; past `copying`, the deployment starts no new work. */
export const cutoverUnderWay = statement<{ state: 'copying' | 'draining' | 'frozen' | 'cut-over' }, []>(
  'platform.cutovers.under-way',
)`
  select state from platform.cutovers where ended_at is null`;
