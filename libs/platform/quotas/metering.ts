/** Counts the use of each tenant, for its monthly report. Supplied by the `tenants` context. */
export abstract class Metering {
  /**
   * Counts an answer to a tenant's request, in memory, because it is called for every answer.
   *
   * @param status the HTTP status; 500 and above count as errors
   * @param bytes the length of the body, 0 where it is not known beforehand
   */
  abstract answered(tenantId: string, status: number, bytes: number): void;
}
