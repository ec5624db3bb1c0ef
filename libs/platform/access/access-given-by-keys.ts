import type { Transaction } from '#platform/database';

/** The access that operators' keys gave to people, which is revoked with the key. Supplied by the `auth` context. */
export abstract class GivenByKeys {
  /**
   * Withdraws the access that was given with a key and not used yet, as open invitations.
   *
   * @param tx the transaction that revokes the key, in the tenant `platform`
   * @param operatorId the id of the key
   */
  abstract withdrawOf(tx: Transaction, operatorId: string): Promise<void>;
}
