/** Whose reading it is. */
export interface Reader {
  readonly tenantId: string;
  readonly userId: string;
}
