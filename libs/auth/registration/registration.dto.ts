import { IsIn, IsOptional, IsString } from 'class-validator';
import { Length } from '#platform/http';
import type { Locale } from '#platform/problems';
import { NewPassword } from '../passwords/new-password.js';
import { EmailAddress } from '../users/email-address.js';
import { PersonName } from '../users/person-name.js';

/** A person who registers. */
export class RegistrationDto {
  /**
   * The address, to which a confirmation link is mailed; at most 254 characters, upper and lower case are equal.
   * @example 'camille@example.org'
   */
  @IsString()
  @EmailAddress()
  email!: string;

  /**
   * 1 to 100 characters, on one line.
   * @example 'Camille Roux'
   */
  @IsString()
  @PersonName()
  name!: string;

  /**
   * 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
   * @example 'quatre chevaux mangent des poires'
   */
  @NewPassword()
  password!: string;

  /**
   * The language of the mails, `en` or `fr`; the tenant's by default.
   * @example 'fr'
   */
  @IsOptional()
  @IsIn(['en', 'fr'])
  locale?: Locale;
}

/** The same for every address: only a mail to it tells the result of the request. */
export class CheckMailDto {
  /** @example 'check_mail' */
  status!: 'check_mail';
}

/** The address to which a mail is requested. */
export class AddressDto {
  /** @example 'camille@example.org' */
  @IsString()
  @EmailAddress()
  email!: string;
}

/** The secret of a mailed link: the part after its `#`. */
export class VerificationDto {
  /** @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN' */
  @Length(1, 200)
  token!: string;

  /**
   * Takes the place of the one that was registered: whoever opens the link may be another than who registered. By the
   * rules of a registration; left out, the registered one stays.
   * @example 'quatre chevaux mangent des poires'
   */
  @IsOptional()
  @NewPassword()
  password?: string;
}

/** The address is proven. */
export class VerifiedDto {
  /** @example 'verified' */
  status!: 'verified';
}
