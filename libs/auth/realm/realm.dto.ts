/** What passwords are held to. */
export class PasswordRulesDto {
  /**
   * Characters.
   * @example 15
   */
  minLength!: number;

  /**
   * Characters.
   * @example 128
   */
  maxLength!: number;
}

/** How the tenant looks. */
export class RealmBrandingDto {
  /** @example 'Atelier Lumière' */
  displayName!: string;

  /** @example '#5b3df5' */
  colour!: string;
}

/** What an application must know of a tenant to let its users sign in. */
export class RealmDto {
  /**
   * Who may become a member: anyone (`open`), the invited (`invitation`), or whoever is brought in (`closed`).
   * @example 'open'
   */
  registration!: 'open' | 'invitation' | 'closed';

  password!: PasswordRulesDto;

  /**
   * The `iss` of its access tokens.
   * @example 'https://api.example/v1/auth/atelier-lumiere'
   */
  issuer!: string;

  /**
   * Where the keys are that its access tokens are verified with.
   * @example 'https://api.example/.well-known/jwks.json'
   */
  jwksUri!: string;

  /**
   * Of those who chose none, `en` or `fr`.
   * @example 'fr'
   */
  locale!: 'en' | 'fr';

  branding!: RealmBrandingDto;
}
