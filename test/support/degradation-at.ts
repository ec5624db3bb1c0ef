import type { Degradation } from '#platform/degradation';

/** A degradation that stays at a level. */
export const degradationAt = (level: number) =>
  ({ cuts: ({ from }) => level >= from }) as Pick<Degradation, 'cuts'> as Degradation;
