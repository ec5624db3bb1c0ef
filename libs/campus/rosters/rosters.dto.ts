import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { IsNested, Length, ListOf, VersionedDto } from '#platform/http';
import { type RefusalReason, type RosterField, refusalReasons, rosterFields } from './roster-line.js';

/** The year that a roster is about. */
export class NewRosterQueryDto {
  /** The id of an academic year that is not closed. */
  @IsUUID()
  year!: string;
}

/** By field, the name of the column in the file that holds it. */
export class RosterColumnsDto {
  /** @example 'N° étudiant' */
  @Length(1, 200)
  number!: string;

  /** @example 'Nom' */
  @Length(1, 200)
  name!: string;

  /** @example 'Courriel' */
  @Length(1, 200)
  email!: string;

  /**
   * The name of the university; needed where two universities have programmes of the same code.
   * @example 'Université'
   */
  @IsOptional()
  @Length(1, 200)
  university?: string;

  /**
   * The code of the programme.
   * @example 'Formation'
   */
  @Length(1, 200)
  programme!: string;

  /**
   * `L1`, `L2`, `L3`, `M1`, `M2` or `D`.
   * @example 'Niveau'
   */
  @Length(1, 200)
  level!: string;

  /**
   * `active`, `suspended` or `left`, also in French; `active` where the column is left out or empty.
   * @example 'État'
   */
  @IsOptional()
  @Length(1, 200)
  state?: string;
}

/** How a roster is to be read. */
export class CheckRosterDto {
  /**
   * Which columns hold what; others are ignored.
   * @example { "number": "N° étudiant", "name": "Nom", "email": "Courriel", "programme": "Formation", "level": "Niveau" }
   */
  @IsNested(() => RosterColumnsDto)
  columns!: RosterColumnsDto;

  /**
   * Whether students who are missing leave: those enrolled for the year, at universities that the roster names. `false` by default.
   * @example false
   */
  @IsOptional()
  @IsBoolean()
  endMissing?: boolean;
}

/** What may be asked for when a roster is applied. */
export class ApplyRosterDto {
  /**
   * How many enrolments change or end, as the check counted them. Needed where that is more than a fifth of those of the year, at
   * universities that the roster names.
   * @example 1200
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  changes?: number;
}

/** What applying a roster would do, or has done. */
export class RosterCountsDto {
  /**
   * Students who are enrolled anew.
   * @example 98000
   */
  added!: number;

  /** @example 1100 */
  changed!: number;

  /** @example 800 */
  unchanged!: number;

  /**
   * Students who are enrolled for the year, at universities that the roster names, and on none of its lines, not even a refused one.
   * 0 where a refused line does not say whose it is: without a number, or with more or fewer fields than the header.
   * @example 100
   */
  missing!: number;

  /**
   * Lines that are refused, and not applied.
   * @example 12
   */
  refused!: number;
}

/** A file of the students of a year; kept for 30 days. */
export class RosterDto extends VersionedDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  yearId!: string;

  /**
   * As it was found out: `utf-8` or `windows-1252`.
   * @example 'windows-1252'
   */
  encoding!: 'utf-8' | 'windows-1252';

  /**
   * As it was found out: a semicolon, a comma or a tab.
   * @example ';'
   */
  separator!: string;

  /**
   * The names of the columns, in their order.
   * @example ['N° étudiant', 'Nom', 'Courriel', 'Formation', 'Niveau']
   */
  columns!: string[];

  /**
   * `received`, `checked` or `applied`.
   * @example 'checked'
   */
  state!: 'received' | 'checked' | 'applied';

  /** Which columns hold what; null before it was checked. */
  mapping!: RosterColumnsDto | null;

  /** Null before it was checked. */
  counts!: RosterCountsDto | null;

  /** @example false */
  endMissing!: boolean;
}

/** A line of a roster that is refused. */
export class RosterRefusalDto {
  /**
   * In the file; the header is line 1.
   * @example 17
   */
  line!: number;

  /**
   * Of the student; null where the line has none.
   * @example '22104711'
   */
  number!: string | null;

  /**
   * The field that stands in the way; `line` for all of it.
   * @example 'programme'
   */
  @IsIn([...rosterFields, 'line'])
  field!: RosterField | 'line';

  /**
   * `missing`, `too_long`, `not_an_address`, `unknown`, `ambiguous` (two programmes have such a code), `not_offered` (the
   * programme has no such level), `archived` (the programme takes nobody new), `twice` (an earlier line has it), `taken` (another
   * student has the address) or `ragged` (not as many columns as the header).
   * @example 'unknown'
   */
  @IsIn(refusalReasons)
  reason!: RefusalReason;
}

/** A cursor step or page of refused lines. */
export class RosterRefusalsDto extends ListOf(RosterRefusalDto) {}
