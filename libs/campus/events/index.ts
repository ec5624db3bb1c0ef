/** A roster was applied to the students of a year. */
export interface RosterApplied {
  readonly type: 'campus.roster.applied';
  readonly version: 1;
  readonly data: { readonly id: string; readonly yearId: string };
}
