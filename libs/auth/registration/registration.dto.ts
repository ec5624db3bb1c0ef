import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { Locale } from '#platform/problems';
import { EmailAddress } from '../users/email-address.js';
import { PersonName } from '../users/person-name.js';

/** Someone who registers. */
export class RegistrationDto {
  /**
   * Where the link to confirm it is mailed to; at most 254 characters, its case does not count.
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
   * 15 to 128 characters, neither common nor made of the address, the name or that of the service.
   * @example 'quatre chevaux mangent des poires'
   */
  @IsString()
  @MaxLength(1000)
  password!: string;

  /**
   * The language of the mails, `en` or `fr`; the tenant's by default.
   * @example 'fr'
   */
  @IsOptional()
  @IsIn(['en', 'fr'])
  locale?: Locale;
}

/** The same for every address: only its mailbox tells what became of the request. */
export class CheckMailDto {
  /** @example 'check_mail' */
  status!: 'check_mail';
}

/** The address of whoever asks for a mail. */
export class AddressDto {
  /** @example 'camille@example.org' */
  @IsString()
  @EmailAddress()
  email!: string;
}

/** What stands behind the `#` of a mailed link. */
export class VerificationDto {
  /** @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN' */
  @IsString()
  @Length(1, 200)
  token!: string;

  /**
   * Takes the place of the one that was registered: whoever opens the link may be another than who registered. By the
   * rules of a registration; left out, the registered one stays.
   * @example 'quatre chevaux mangent des poires'
   */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  password?: string;
}

/** The address is proven. */
export class VerifiedDto {
  /** @example 'verified' */
  status!: 'verified';
}
