import { statement } from '#platform/database';

/** The cutover under way, if any; past `copying`, the deployment starts no new work. */
export const cutoverUnderWay = statement<{ state: 'copying' | 'draining' | 'frozen' | 'cut-over' }, []>({
  name: 'platform.cutovers.under-way',
  text: 'select state from platform.cutovers where ended_at is null',
});
