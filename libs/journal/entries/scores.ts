/** The scores of an entry besides the mood, each a whole number from 0 to 10. */
export const scoreNames = ['anxiety', 'craving', 'energy', 'sleep'] as const;
export type ScoreName = (typeof scoreNames)[number];

/** What of an entry can be drawn: the mood, from 1 to 10, and the scores. */
export const drawnNames = ['mood', ...scoreNames] as const;
