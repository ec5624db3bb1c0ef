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
   * What the header of a token names it by: its RFC 7638 thumbprint.
   * @example 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s'
   */
  kid!: string;

  /** @example 'sig' */
  use!: 'sig';

  /** @example 'ES256' */
  alg!: 'ES256';
}

/** The keys that access tokens are verified with. */
export class JwksDto {
  keys!: JwkDto[];
}
