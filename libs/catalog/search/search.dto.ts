import { IsOptional, IsString } from 'class-validator';
import { Length } from '#platform/http';

/** Selects apps of a store. */
export class AppFiltersDto {
  /**
   * Only apps with these words, 1 to 100 characters, in their name, tags, summary or the start of their description; the last
   * word may be a beginning, and a name may be misspelled. Case and accents are ignored.
   * @example 'carnet hors ligne'
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  search?: string;

  /**
   * Only apps with this tag, or with all of several that are separated by commas; 1 to 200 characters.
   * @example 'framework'
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  tag?: string;

  /**
   * Only apps with one of these tags, separated by commas; 1 to 200 characters.
   * @example 'framework,nodejs'
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  anyTag?: string;

  /**
   * Only apps with this licence, as it is written.
   * @example 'MIT'
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  licence?: string;

  /**
   * Only apps of this author, as it is written.
   * @example 'Kamil Mysliwiec'
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  author?: string;
}

/** What somebody has typed so far. */
export class SuggestionsQueryDto {
  /**
   * 1 to 100 characters. Case and accents are ignored.
   * @example 'nest'
   */
  @IsString()
  @Length(1, 100)
  prefix!: string;
}

/** An app to suggest. */
export class SuggestionDto {
  /** @example 'nestjs-common' */
  slug!: string;

  /** @example '@nestjs/common' */
  name!: string;
}

/** Apps whose name or slug begins with what was typed, at most ten, by name. */
export class SuggestionsDto {
  data!: SuggestionDto[];
}

/** How many of the selected apps have a value. */
export class FacetValueDto {
  /** @example 'MIT' */
  value!: string;

  /** @example 412 */
  apps!: number;
}

/** The tags, licences and authors of the selected apps. */
export class FacetsDto {
  /**
   * The number of selected apps.
   * @example 699
   */
  apps!: number;

  /** The 20 tags that most of them have, the most frequent first. */
  tags!: FacetValueDto[];

  /** The 20 most frequent licences. */
  licences!: FacetValueDto[];

  /** The 20 most frequent authors. */
  authors!: FacetValueDto[];
}
