import { IsString, Length, MaxLength } from 'class-validator';

/** A password to take the place of a forgotten one. */
export class PasswordResetDto {
  /**
   * What stands behind the `#` of the mailed link.
   * @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN'
   */
  @IsString()
  @Length(1, 200)
  token!: string;

  /**
   * 15 to 128 characters, neither common nor made of the address, the name or that of the service.
   * @example 'quatre chevaux mangent des poires'
   */
  @IsString()
  @MaxLength(1000)
  password!: string;
}

/** A password to take the place of the present one. */
export class PasswordChangeDto {
  /** @example 'trois lampes bleues sur le balcon' */
  @IsString()
  @Length(1, 1000)
  currentPassword!: string;

  /**
   * 15 to 128 characters, neither common nor made of the address, the name or that of the service.
   * @example 'quatre chevaux mangent des poires'
   */
  @IsString()
  @MaxLength(1000)
  newPassword!: string;
}
