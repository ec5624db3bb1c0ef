import { statement } from '#platform/database';

/** The move under way, if any; where it is past copying, the deployment takes no new work. */
export const cutoverUnderWay = statement<{ state: 'copying' | 'resting' | 'frozen' | 'moved' }, []>({
  name: 'platform.cutovers.under-way',
  index: 'moves_under_way',
  text: 'select state from platform.moves where ended_at is null',
});
