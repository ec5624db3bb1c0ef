/** The rules of passwords. */
export class PasswordRulesDto {
  /**
   * The least number of characters.
   * @example 15
   */
  minLength!: number;

  /**
   * The greatest number of characters.
   * @example 128
   */
  maxLength!: number;
}

/** The branding of the tenant. */
export class RealmBrandingDto {
  /** @example 'Atelier Lumière' */
  displayName!: string;

  /** @example '#5b3df5' */
  colour!: string;
}

/** What an application needs to know about a tenant to let its users sign in. */
export class RealmDto {
  /**
   * Who may become a member: anyone (`open`), invited people (`invitation`), or only users whom an administrator creates (`closed`).
   * @example 'open'
   */
  registration!: 'open' | 'invitation' | 'closed';

  password!: PasswordRulesDto;

  /**
   * The `iss` claim of the tenant's access tokens.
   * @example 'https://api.example/v1/auth/atelier-lumiere'
   */
  issuer!: string;

  /**
   * The address of the keys that verify the tenant's access tokens.
   * @example 'https://api.example/.well-known/jwks.json'
   */
  jwksUri!: string;

  /**
   * The language of users who chose none, `en` or `fr`.
   * @example 'fr'
   */
  locale!: 'en' | 'fr';

  branding!: RealmBrandingDto;
}
