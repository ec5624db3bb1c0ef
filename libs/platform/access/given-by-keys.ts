import type { Transaction } from '#platform/database';

/** The access that operators' keys gave to people, which goes with the key. Supplied by the `auth` context. */
export abstract class GivenByKeys {
  /**
   * Takes back what nobody has made use of yet.
   *
   * @param tx the transaction that revokes the key, in the tenant `platform`
   * @param operatorId the id of the key
   */
  abstract withdrawOf(tx: Transaction, operatorId: string): Promise<void>;
}
