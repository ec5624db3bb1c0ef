import { statement } from '#platform/database';

export interface DegradationRow {
  /** 0 to 4. */
  level: number;
  reason: string;
  since: Date;
}

export const presentDegradation = statement<DegradationRow>({
  name: 'degradation.present',
  text: 'select level, reason, since from platform.degradation where the_only',
  index: 'degradation_pkey',
  unchecked: 'reads a small table',
});

export const setDegradation = statement<object, [level: number, reason: string]>({
  name: 'degradation.set',
  text: `update platform.degradation
    set level = $1, reason = $2, since = case when level = $1 then since else now() end
    where the_only`,
  sample: [1, ''],
  unchecked: 'writes to a small table',
});
