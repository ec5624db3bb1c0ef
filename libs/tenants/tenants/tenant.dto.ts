/** The branding that a tenant's members see, its own or its product's. */
export class BrandingDto {
  /** @example 'Atelier Lumière' */
  displayName!: string;

  /**
   * Dark enough for white text on it (WCAG AA).
   * @example '#5b3df5'
   */
  colour!: string;

  /** @example 'https://atelier-lumiere.example/logo.svg' */
  logoUrl!: string | null;
}

/** A tenant as operators see it. */
export class TenantDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'atelier-lumiere' */
  slug!: string;

  /** @example 'Atelier Lumière' */
  name!: string;

  /** @example 'wistant' */
  product!: string;

  /** @example 'starter' */
  plan!: string;

  /**
   * All routes of a suspended tenant answer 403 `tenant_suspended`; those of one that is being
   * deleted 404 `tenant_not_found`, as for an unknown tenant.
   * @example 'active'
   */
  state!: 'active' | 'suspended' | 'deleting' | 'purging' | 'purged';

  /** @example ['https://atelier-lumiere.example'] */
  origins!: string[];

  /**
   * The networks beyond the public ones that requests for this tenant may reach, in CIDR form, as the operator allows.
   * @example ['10.20.0.0/16', 'fd12:3456::/48']
   */
  networks!: string[];

  /** @example 'fr' */
  locale!: 'en' | 'fr';

  /** @example 'Europe/Paris' */
  timeZone!: string;

  branding!: BrandingDto;

  /** Null while the tenant is not suspended. */
  suspendedAt!: Date | null;

  /** Null where no reason was given, and while the tenant is not suspended. */
  suspensionReason!: string | null;

  /** Null while the tenant is not deleted. */
  deletedAt!: Date | null;

  /** The time from which a deleted tenant is purged; until then it can be restored. Null while it is not deleted. */
  purgeAt!: Date | null;

  /**
   * Grows by one with each change, from 1; the ETag holds it.
   * @example 3
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}
