import { IsIn, IsOptional } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { PersonName } from '../users/person-name.js';

/** Changes to a member; fields that are left out stay unchanged. */
export class MemberChangesDto {
  /**
   * `member`, `editor`, `admin` or `owner`.
   * @example 'editor'
   */
  @IsOptional()
  @IsIn(roles)
  role?: Role;

  /**
   * The display name, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @IsOptional()
  @PersonName()
  name?: string;
}
