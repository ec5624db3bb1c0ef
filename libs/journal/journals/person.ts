/** Whose journal it is. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}
