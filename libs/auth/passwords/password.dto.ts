import { Length } from '#platform/http';
import { NewPassword } from './new-password.js';

/** A password that replaces a forgotten one. */
export class PasswordResetDto {
  /**
   * The secret of the mailed link: the part after its `#`.
   * @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN'
   */
  @Length(1, 200)
  token!: string;

  /**
   * 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
   * @example 'quatre chevaux mangent des poires'
   */
  @NewPassword()
  password!: string;
}

/** A password that replaces the current one. */
export class PasswordChangeDto {
  /** @example 'trois lampes bleues sur le balcon' */
  @Length(1, 1000)
  currentPassword!: string;

  /**
   * 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
   * @example 'quatre chevaux mangent des poires'
   */
  @NewPassword()
  newPassword!: string;
}
