import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import {
  IsIntBetween,
  IsOptionalOrNull,
  IsSetBetween,
  Length,
  ListOf,
  ListQueryDto,
  MaxLength,
  ruleText,
  VersionedDto,
} from '#platform/http';
import { type FormWords, tagFrom } from '#platform/suggestions';
import { IsPrintable } from '../folders/folders.dto.js';

const subscriptionSorts = ['title', '-createdAt'] as const;
export type SubscriptionSort = (typeof subscriptionSorts)[number];

export const subscriptionStates = ['new', 'fine', 'failing', 'ended', 'paused'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

const badTags: FormWords = {
  code: 'bad_format',
  detail: {
    en: 'must hold tags of 1 to 50 characters, in lower case, without spaces and commas, as in {example}',
    fr: 'doit contenir des étiquettes de 1 à 50 caractères, en minuscules, sans espace ni virgule, comme {example}',
  },
  example: 'grand-froid',
  corrected: tagFrom,
};
const badAuthorization = ruleText(
  'bad_format',
  'must be what the Authorization header holds: ASCII, with single spaces between words, as in Bearer 3f2a',
  'doit être la valeur de l’en-tête Authorization : de l’ASCII, avec une espace entre les mots, comme Bearer 3f2a',
);

/** Selects and sorts subscriptions. */
export class SubscriptionsQueryDto extends ListQueryDto {
  /** Only those in the folder with this id. */
  @IsOptional()
  @IsUUID()
  folder?: string;

  /** By title or time of subscription, `-` for descending; `title` by default. */
  @IsOptional()
  @IsIn(subscriptionSorts)
  sort?: SubscriptionSort;
}

/** What a tenant chooses of a subscription; each field that is left out stays as it is. */
class SubscriptionSettingsDto {
  /**
   * The tenant’s own title, of 1 to 300 characters without control characters; null for that of the feed.
   * @example 'The weather'
   */
  @IsOptionalOrNull()
  @Length(1, 300)
  @IsPrintable()
  title?: string | null;

  /**
   * The folder that it is in; null for none.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsOptionalOrNull()
  @IsUUID()
  folderId?: string | null;

  /**
   * Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
   * @example ['weather']
   */
  @IsOptional()
  @IsSetBetween(0, 20)
  @IsString({ each: true })
  @Matches(/^[^\p{C}\p{Z}\p{Lu},]{1,50}$/u, { each: true, context: badTags })
  tags?: string[];

  /**
   * How often it is fetched at least: every 15 to 10,080 minutes; null for the rhythm of the feed.
   * @example 60
   */
  @IsOptionalOrNull()
  @IsIntBetween(15, 10_080)
  intervalMinutes?: number | null;
}

/** A feed to subscribe to. */
export class NewSubscriptionDto extends SubscriptionSettingsDto {
  /**
   * The http or https address of a feed, or of a site that names its feeds, up to 2,000 characters. A name and password in it
   * become its authorization.
   * @example 'https://weather.example/feed.xml'
   */
  @Length(1, 2000)
  url!: string;

  /**
   * The Authorization header of its requests, up to 2,000 characters of ASCII. Stored encrypted and never answered; the feed is
   * then fetched for this tenant alone.
   * @example 'Bearer 3f2a'
   */
  @IsOptional()
  @MaxLength(2000)
  @Matches(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/, { context: badAuthorization })
  authorization?: string;
}

/** What changes in a subscription. */
export class SubscriptionChangesDto extends SubscriptionSettingsDto {
  /** Whether it is fetched no more, until it is resumed. */
  @IsOptional()
  @IsBoolean()
  paused?: boolean;
}

/** A feed that a tenant follows. */
export class SubscriptionDto extends VersionedDto {
  /**
   * Where it is fetched; another address once the feed moved for good.
   * @example 'https://weather.example/feed.xml'
   */
  url!: string;

  /**
   * The page that the feed belongs to.
   * @example 'https://weather.example/'
   */
  siteUrl!: string | null;

  /** @example 'The weather' */
  title!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  folderId!: string | null;

  /** @example ['weather'] */
  tags!: string[];

  /** Whether it is fetched for this tenant alone: with its authorization, or in its networks. */
  private!: boolean;

  paused!: boolean;

  /**
   * Minutes between two fetches at most, 15 to 10,080; null for the rhythm of the feed.
   * @example 60
   */
  intervalMinutes!: number | null;

  /**
   * `new` before the first fetch; `ended` where the server says that the feed is gone for good.
   * @example 'fine'
   */
  state!: SubscriptionState;

  /** When it was fetched last, also in vain. */
  triedAt!: Date | null;

  /** When it was fetched last and could be read. */
  succeededAt!: Date | null;

  /** Since when every fetch failed. */
  failingSince!: Date | null;

  /**
   * The code of what the last fetch failed of, as in `/docs/errors`.
   * @example 'answer_timeout'
   */
  error!: string | null;
}

/** A cursor step or page of subscriptions. */
export class SubscriptionsDto extends ListOf(SubscriptionDto) {}
