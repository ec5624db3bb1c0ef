import { IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import type { Locale } from '#platform/problems';
import { PersonName } from '../users/person-name.js';

/** The tenant that somebody is signed in to. */
export class ProfileTenantDto {
  /** @example 'atelier-lumiere' */
  slug!: string;

  /** @example 'Atelier Lumière' */
  name!: string;

  /** @example 'wistant' */
  product!: string;
}

/** Who is signed in, where, and what they may do. */
export class ProfileDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'jeanne@atelier-lumiere.example' */
  email!: string;

  /** @example 'Jeanne Martin' */
  name!: string;

  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * The language that they chose; null where the tenant's holds.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  /**
   * What this access token grants, in order of name.
   * @example ['me.read', 'me.write']
   */
  permissions!: string[];

  tenant!: ProfileTenantDto;

  /** @example '0198c2f5-1a2b-7c3d-8e4f-5a6b7c8d9e0f' */
  sessionId!: string;

  createdAt!: Date;

  /**
   * Grows by one with each change, from 1; the ETag names it.
   * @example 2
   */
  version!: number;
}

/** What changes of one's own account; what is left out stays. */
export class ProfileChangesDto {
  /**
   * Your name for people, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @IsOptional()
  @PersonName()
  name?: string;

  /**
   * The language of what is mailed to you, `en` or `fr`; null where the tenant's shall hold.
   * @example 'fr'
   */
  @ValidateIf(({ locale }: ProfileChangesDto) => locale !== undefined && locale !== null)
  @IsIn(['en', 'fr'])
  locale?: Locale | null;
}

/** The end of one's own account. */
export class FarewellDto {
  /**
   * Your password, so that nobody does this with a device that you left open.
   * @example 'quatre mots pris au hasard'
   */
  @IsString()
  @Length(1, 1024)
  password!: string;
}
