/** Counts what a tenant uses, for its monthly report. Supplied by the `tenants` context. */
export abstract class Metering {
  /**
   * Notes an answer to a tenant's request. In memory and cheap: it is on the path of every answer.
   *
   * @param status of the answer; 500 and above count as errors
   * @param bytes of the body, 0 where that is not known beforehand
   */
  abstract answered(tenantId: string, status: number, bytes: number): void;
}
