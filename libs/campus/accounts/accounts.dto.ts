import { IsIn, ValidateIf } from 'class-validator';
import { IsId, IsSetBetween } from '#platform/http';
import { type PersonKind, personKinds } from './accounts.sql.js';

/** Whose account it is to be. */
export class AccountContentDto {
  /**
   * The id of a user who has proven their address, whatever that is; null for nobody.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @ValidateIf((_account, value) => value !== null)
  @IsId()
  userId!: string | null;
}

/** The account of a person. */
export class AccountDto {
  /**
   * The id of the person.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  id!: string;

  /**
   * The id of the user that the person is; null while they have no account.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e66'
   */
  userId!: string | null;

  /**
   * That of the person.
   * @example 2
   */
  version!: number;
}

/** Who is to be invited. */
export class InvitePeopleDto {
  /**
   * Students become members, professors and staff editors.
   * @example 'students'
   */
  @IsIn(personKinds)
  kind!: PersonKind;

  /**
   * The ids of 1 to 1,000 people, who are invited again if they were; or null for all who have no account and no invitation
   * of the last seven days, of students those who are enrolled in the open year.
   * @example ['018f0000-0000-7000-8000-000000000009']
   */
  @ValidateIf((_people, value) => value !== null)
  @IsSetBetween(1, 1000)
  @IsId({ each: true })
  ids!: string[] | null;
}
