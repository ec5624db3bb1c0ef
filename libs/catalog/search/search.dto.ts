import { IsOptional } from 'class-validator';
import { Length } from '#platform/http';

/** Selects apps of a store. */
export class AppFiltersDto {
  /**
   * Only apps with these words, 1 to 100 characters, in their name, tags, summary or the start of their description; the last
   * word may be a beginning. Case and accents are ignored. Where fewer than five apps have the words, those follow whose name, its
   * beginning or its words resemble them, with one mistake; they are `matched: "similar"`.
   * @example 'carnet hors ligne'
   */
  @IsOptional()
  @Length(1, 100)
  search?: string;

  /**
   * Only apps with this tag, or with all of several that are separated by commas; 1 to 200 characters.
   * @example 'framework'
   */
  @IsOptional()
  @Length(1, 200)
  tag?: string;

  /**
   * Only apps with one of these tags, separated by commas; 1 to 200 characters.
   * @example 'framework,nodejs'
   */
  @IsOptional()
  @Length(1, 200)
  anyTag?: string;

  /**
   * Only apps with this licence, as it is written.
   * @example 'MIT'
   */
  @IsOptional()
  @Length(1, 100)
  licence?: string;

  /**
   * Only apps of this author, as it is written.
   * @example 'Kamil Mysliwiec'
   */
  @IsOptional()
  @Length(1, 200)
  author?: string;
}

/** What somebody has typed so far. */
export class SuggestionsQueryDto {
  /**
   * 1 to 100 characters. Case and accents are ignored.
   * @example 'nest'
   */
  @Length(1, 100)
  prefix!: string;
}

/** An app to suggest. */
export class SuggestionDto {
  /** @example 'nestjs-common' */
  slug!: string;

  /** @example '@nestjs/common' */
  name!: string;

  /** `similar`: a guess, since the name does not begin with what was typed, but resembles it. Others do not have it. */
  matched?: 'similar';
}

/**
 * At most ten apps. Those whose name or slug begins with what was typed: first the one that is called so, then the most
 * downloaded, and of these the shortest names. Where there are fewer than five, then those whose name resembles it.
 */
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
