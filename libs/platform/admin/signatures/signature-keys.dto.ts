/** The public part of a key that signs (RFC 7517, RFC 8037). */
export class SignatureKeyDto {
  /** @example 'OKP' */
  kty!: 'OKP';

  /** @example 'Ed25519' */
  crv!: 'Ed25519';

  /** @example '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' */
  x!: string;

  /**
   * The `keyId` of signatures: the RFC 7638 thumbprint of the key.
   * @example 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
   */
  kid!: string;

  /** @example 'sig' */
  use!: 'sig';

  /** @example 'Ed25519' */
  alg!: 'Ed25519';
}

/** The public keys of everything that this deployment ever signed. */
export class SignatureKeysDto {
  keys!: SignatureKeyDto[];
}
