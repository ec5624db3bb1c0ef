/** A product, of which tenants are created. */
export class PlatformProductDto {
  /**
   * As in `product` of a tenant.
   * @example 'wistant'
   */
  id!: string;

  /** @example 'Wistant Studio' */
  name!: string;

  /**
   * What it is, in the language of the request.
   * @example 'An app store: a few people publish applications, and anyone browses and downloads them.'
   */
  about!: string;

  /**
   * The groups of routes that its tenants have beside sign-in, members and settings, which all have; other routes of a tenant
   * answer 404 `context_not_served`.
   * @example ['catalog']
   */
  contexts!: string[];

  /**
   * Who may become a member of a tenant: anyone, invited people only, or people whom an operator adds.
   * @example 'open'
   */
  registration!: 'open' | 'invitation' | 'closed';
}

/** All products. */
export class PlatformProductsDto {
  data!: PlatformProductDto[];
}
