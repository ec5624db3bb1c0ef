import { OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { Length } from '#platform/http';
import type { Locale } from '#platform/problems';
import { MemberDto } from '../members/members.dto.js';
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
export class ProfileDto extends OmitType(MemberDto, ['state', 'lastSignInAt']) {
  /**
   * The permissions of this access token, in order of name.
   * @example ['me.read', 'me.write']
   */
  permissions!: string[];

  tenant!: ProfileTenantDto;

  /** @example '0198c2f5-1a2b-7c3d-8e4f-5a6b7c8d9e0f' */
  sessionId!: string;
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
  @Length(1, 1024)
  password!: string;
}
