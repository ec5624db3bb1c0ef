import { statement } from '#platform/database';

/** The cutover under way, if any; past `copying`, the deployment starts no new work. */
export const cutoverUnderWay = statement<{ state: 'copying' | 'resting' | 'frozen' | 'moved' }, []>({
  name: 'platform.cutovers.under-way',
  index: 'moves_under_way',
  text: 'select state from platform.moves where ended_at is null',
  unchecked: 'reads a small table',
});
