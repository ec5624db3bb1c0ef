/** The public part of a signing key (RFC 7517), on the curve P-256. */
export class JwkDto {
  /** @example 'EC' */
  kty!: 'EC';

  /** @example 'P-256' */
  crv!: 'P-256';

  /** @example 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' */
  x!: string;

  /** @example '6kJBrK8-vxGPmR9YmGBSN4OL0dOvYPf3vpwYVlMjJ8k' */
  y!: string;

  /**
   * The id in the header of tokens: the RFC 7638 thumbprint of the key.
   * @example 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s'
   */
  kid!: string;

  /** @example 'sig' */
  use!: 'sig';

  /** @example 'ES256' */
  alg!: 'ES256';
}

/** The public keys that verify access tokens. */
export class JwksDto {
  keys!: JwkDto[];
}
