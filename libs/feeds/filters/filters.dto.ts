import { ArrayMinSize, IsArray, IsIn, IsOptional, IsUUID, ValidateBy } from 'class-validator';
import { ArrayUnique, IsSetBetween, Length, ListOf, ruleText, VersionedDto } from '#platform/http';
import { normaliseText } from '#platform/text-normalisation';

const filterActions = ['keep', 'drop', 'mark'] as const;
const filterFields = ['title', 'author', 'tags', 'content', 'url'] as const;
const blank = ruleText('blank_term', 'must not be blank', 'ne doit pas être vide');

/** An accent without a letter is nothing there, and would be found in each post. */
const isTerm = (value: unknown) => typeof value === 'string' && /[^\s\p{M}\p{C}]/u.test(normaliseText(value));

/** A filter to create, or what it becomes. It concerns the posts that come from then on. */
export class FilterContentDto {
  /**
   * 1 to 100 characters, which no other filter has, whatever their case.
   * @example 'No advertisements'
   */
  @Length(1, 100)
  name!: string;

  /**
   * `drop` does not store posts that match. `keep` does not store posts that match no filter with `keep`. `mark` stores posts
   * that match with its mark: they are listed by it, and webhooks tell of them. A post that is dropped by one filter is not kept
   * by another.
   * @example 'drop'
   */
  @IsIn(filterActions)
  action!: (typeof filterActions)[number];

  /** Only posts of the subscription with this id. */
  @IsOptional()
  @IsUUID()
  subscriptionId?: string | null;

  /** Only posts of subscriptions in the folder with this id. */
  @IsOptional()
  @IsUUID()
  folderId?: string | null;

  /**
   * Where the terms are looked for; in `title` and `content` by default. Of the content, the first 10,000 characters.
   * @example ['title']
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(filterFields, { each: true })
  fields?: (typeof filterFields)[number][];

  /**
   * A post matches that contains one of these, without regard to case and accents. Without terms all posts match.
   * @example ['advertisement', 'sponsored by']
   */
  @IsSetBetween(0, 10)
  @Length(1, 100, { each: true })
  @ValidateBy(
    { name: 'isTerm', validator: { validate: isTerm, defaultMessage: () => 'isTerm' } },
    { each: true, context: blank },
  )
  terms!: string[];
}

/** A filter. */
export class FilterDto extends VersionedDto {
  /** @example 'No advertisements' */
  name!: string;

  /** @example 'drop' */
  action!: FilterContentDto['action'];

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  subscriptionId!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  folderId!: string | null;

  /** @example ['title'] */
  fields!: string[];

  /** @example ['advertisement', 'sponsored by'] */
  terms!: string[];
}

/** A cursor step or page of filters. */
export class FiltersDto extends ListOf(FilterDto) {}
