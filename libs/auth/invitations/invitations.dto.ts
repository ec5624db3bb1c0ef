import { PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { Length, ListOf } from '#platform/http';
import type { Locale } from '#platform/problems';
import { MemberDto } from '../members/members.dto.js';
import { NewPassword } from '../passwords/new-password.js';
import { PasswordResetDto } from '../passwords/password.dto.js';
import { EmailAddress } from '../users/email-address.js';
import { PersonName } from '../users/person-name.js';

/** A person to invite. */
export class NewInvitationDto {
  /**
   * The address to which the link is mailed.
   * @example 'jeanne@atelier-lumiere.example'
   */
  @EmailAddress()
  email!: string;

  /**
   * The role that the person gets: `member`, `editor`, `admin` or `owner`.
   * @example 'editor'
   */
  @IsIn(roles)
  role!: Role;

  /**
   * The language of the mail, `en` or `fr`; the tenant's by default.
   * @example 'fr'
   */
  @IsOptional()
  @IsIn(['en', 'fr'])
  locale?: Locale;
}

/** A person whom an operator invites to a tenant, or to the operators. */
export class TenantInvitationDto extends NewInvitationDto {
  /**
   * The slug of the tenant; `platform` for the operators themselves.
   * @example 'atelier-lumiere'
   */
  @Length(2, 63)
  tenant!: string;
}

/** An invitation that was not accepted yet. */
export class InvitationDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'jeanne@atelier-lumiere.example' */
  email!: string;

  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * The language of the mail; null for the tenant's language.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  /**
   * The id of the user who invited; null for an operator, a key, or a deleted user.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  invitedBy!: string | null;

  createdAt!: Date;

  /** Seven days after it was sent; its link stops working then. */
  expiresAt!: Date;
}

/** One page of invitations. */
export class InvitationsDto extends ListOf(InvitationDto) {}

/** What an invited person sends to accept. */
export class AcceptanceDto extends PickType(PasswordResetDto, ['token']) {
  /**
   * The display name, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @PersonName()
  name!: string;

  /**
   * 15 to 128 characters; common passwords are refused.
   * @example 'quatre mots pris au hasard'
   */
  @NewPassword()
  password!: string;
}

/** The account that was created. */
export class AcceptedDto extends PickType(MemberDto, ['id', 'email', 'name', 'role']) {}
