import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Matches, Min, ValidateNested } from 'class-validator';
import { IsSetBetween, ItemProblemDto, Length } from '#platform/http';
import { AppTextsDto, StudioAppDetailDto, slugForm, slugWords } from './studio.dto.js';

/** Changes of one app among several. */
export class AppChangeDto extends AppTextsDto {
  /**
   * The app to change.
   * @example 'carnet'
   */
  @Length(1, 100)
  @Matches(slugForm, { context: slugWords })
  slug!: string;

  /** Whether the store leaves it out. */
  @IsOptional()
  @IsBoolean()
  archived?: boolean;

  /** The revision that you read; at another one the app is not changed. By default any will do. */
  @IsOptional()
  @IsInt()
  @Min(1)
  revision?: number;
}

/** Changes of several apps, each by itself. */
export class AppChangesDto {
  /**
   * 1 to 100, of different apps.
   * @example [{ "slug": "carnet", "summary": "A notebook" }]
   */
  @IsSetBetween(1, 100, ({ slug }: AppChangeDto) => slug)
  @ValidateNested({ each: true })
  @Type(() => AppChangeDto)
  apps!: AppChangeDto[];
}

/** What became of one app among several. */
export class AppResultDto {
  /** @example 'carnet' */
  slug!: string;

  /**
   * As the status of a request for this app alone.
   * @example 200
   */
  status!: number;

  /** The app as it is now; null where it was not changed because of a problem. */
  app!: StudioAppDetailDto | null;

  /** Why it was not changed; null where it was. */
  problem!: ItemProblemDto | null;
}

/** What became of each app, in the order of the request. */
export class AppResultsDto {
  data!: AppResultDto[];
}
