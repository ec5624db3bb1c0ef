import { IsIn, IsOptional, IsString, ValidateIf } from 'class-validator';
import { Length } from '#platform/http';
import type { Locale } from '#platform/problems';
import { PersonName } from '../users/person-name.js';

/** The tenant that the user is signed in to. */
export class ProfileTenantDto {
  /** @example 'atelier-lumiere' */
  slug!: string;

  /** @example 'Atelier Lumière' */
  name!: string;

  /** @example 'wistant' */
  product!: string;
}

/** The signed-in user, with tenant and permissions. */
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
   * The language that the user chose; null for the tenant's language.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  /**
   * The permissions of this access token, in order of name.
   * @example ['me.read', 'me.write']
   */
  permissions!: string[];

  tenant!: ProfileTenantDto;

  /** @example '0198c2f5-1a2b-7c3d-8e4f-5a6b7c8d9e0f' */
  sessionId!: string;

  /** @example '2026-01-15T09:30:00.000Z' */
  createdAt!: string;

  /**
   * Starts at 1 and increases by one with each change; the ETag holds it.
   * @example 2
   */
  version!: number;
}

/** Changes to the caller's account; fields that are left out stay unchanged. */
export class ProfileChangesDto {
  /**
   * Your display name, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @IsOptional()
  @PersonName()
  name?: string;

  /**
   * The language of mails to you, `en` or `fr`; null for the tenant's language.
   * @example 'fr'
   */
  @ValidateIf(({ locale }: ProfileChangesDto) => locale !== undefined && locale !== null)
  @IsIn(['en', 'fr'])
  locale?: Locale | null;
}

/** The deletion of the caller's account. */
export class FarewellDto {
  /**
   * Your password, so that nobody can do this with a device that you left signed in.
   * @example 'quatre mots pris au hasard'
   */
  @IsString()
  @Length(1, 1024)
  password!: string;
}
