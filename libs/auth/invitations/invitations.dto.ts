import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { PageDto } from '#platform/http';
import type { Locale } from '#platform/problems';
import { EmailAddress } from '../users/email-address.js';
import { PersonName } from '../users/person-name.js';

/** Somebody to be asked to join. */
export class NewInvitationDto {
  /**
   * Where the link is mailed to.
   * @example 'jeanne@atelier-lumiere.example'
   */
  @EmailAddress()
  email!: string;

  /**
   * What they will be: `member`, `editor`, `admin` or `owner`.
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

/** Somebody whom an operator asks to join a tenant, or the operators. */
export class TenantInvitationDto extends NewInvitationDto {
  /**
   * The slug of the tenant; `platform` for the operators themselves.
   * @example 'atelier-lumiere'
   */
  @IsString()
  @Length(2, 63)
  tenant!: string;
}

/** An invitation that nobody has answered yet. */
export class InvitationDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'jeanne@atelier-lumiere.example' */
  email!: string;

  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * The language of the mail; null where the tenant's holds.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  /**
   * Who asked; null where it was an operator, a key, or somebody whose account is gone.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  invitedBy!: string | null;

  createdAt!: Date;

  /** Seven days after it was sent; its link is void from then on. */
  expiresAt!: Date;
}

/** A step or page of the invitations. */
export class InvitationsDto {
  data!: InvitationDto[];
  page!: PageDto;
}

/** The answer of somebody who was invited. */
export class AcceptanceDto {
  /**
   * The secret of the mailed link: what stands behind its `#`.
   * @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN'
   */
  @IsString()
  @Length(1, 200)
  token!: string;

  /**
   * Their name for people, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @PersonName()
  name!: string;

  /**
   * 15 to 128 characters; what guessers try first is refused.
   * @example 'quatre mots pris au hasard'
   */
  @IsString()
  @Length(1, 1024)
  password!: string;
}

/** The account that was made. */
export class AcceptedDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'jeanne@atelier-lumiere.example' */
  email!: string;

  /** @example 'Jeanne Martin' */
  name!: string;

  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';
}
