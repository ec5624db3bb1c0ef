import { IsIn, IsOptional, Matches } from 'class-validator';
import { EmailAddress } from '#auth';
import { Length, ListQueryDto, VersionedDto } from '#platform/http';
import { lineForm, lineWords } from '../one-line.js';

/** What is written of a student, a professor or a member of the staff. */
export class PersonContentDto {
  /**
   * 1 to 200 characters.
   * @example 'Chloé Martin'
   */
  @Length(1, 200)
  @Matches(lineForm, { context: lineWords })
  name!: string;

  /**
   * An address that no other one of them has, whatever its case.
   * @example 'chloe.martin@univ.example'
   */
  @EmailAddress()
  email!: string;
}

/** A student, a professor or a member of the staff. */
export class PersonDto extends VersionedDto {
  /** @example 'Chloé Martin' */
  name!: string;

  /** @example 'chloe.martin@univ.example' */
  email!: string;

  /**
   * The id of the user that the person is; null while they have no account.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e66'
   */
  userId!: string | null;
}

export const personSorts = ['name', '-createdAt'] as const;
export type PersonSort = (typeof personSorts)[number];

/** Sorts professors or staff. */
export class PersonsQueryDto extends ListQueryDto {
  /** By name, or the newest first; `name` by default. */
  @IsOptional()
  @IsIn(personSorts)
  sort?: PersonSort;
}
