import { IsIn, IsOptional } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { PersonName } from '../users/person-name.js';

/** What changes of a member; what is left out stays. */
export class MemberChangesDto {
  /**
   * `member`, `editor`, `admin` or `owner`.
   * @example 'editor'
   */
  @IsOptional()
  @IsIn(roles)
  role?: Role;

  /**
   * Their name for people, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @IsOptional()
  @PersonName()
  name?: string;
}
