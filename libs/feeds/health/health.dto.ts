import { PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';
import { SubscriptionDto, type SubscriptionState } from '../subscriptions/subscriptions.dto.js';

const healthSorts = ['since', '-since'] as const;
export type HealthSort = (typeof healthSorts)[number];

const failingStates = ['failing', 'ended'] as const;
type FailingState = (typeof failingStates)[number];

/** Selects and sorts the feeds that fail. */
export class HealthQueryDto extends ListQueryDto {
  /** Only those that fail, or only those that have ended. */
  @IsOptional()
  @IsIn(failingStates)
  state?: FailingState;

  /** By since when they fail, `-` for descending; `since` by default. */
  @IsOptional()
  @IsIn(healthSorts)
  sort?: HealthSort;
}

/** Why the last fetch failed. */
export class FailureReasonDto {
  /**
   * The code of the problem, as in `/docs/errors`.
   * @example 'answer_timeout'
   */
  code!: string;

  /**
   * What happened and what to do next, in French or English by Accept-Language.
   * @example 'The server of the feed answers too slowly. It is tried again later; tell its publisher if this lasts.'
   */
  detail!: string;
}

/** What the fetches of a feed came to on a day. */
export class FeedDayDto {
  /**
   * Of UTC.
   * @example '2026-11-21'
   */
  day!: string;

  /** @example 24 */
  fetches!: number;

  /** @example 1 */
  failures!: number;

  /**
   * Posts that were in the feed for the first time.
   * @example 3
   */
  newPosts!: number;

  /**
   * How long the slowest fetch took, until its answer was read.
   * @example 350
   */
  slowestMs!: number;
}

/** The health of the feed of a subscription. */
export class FeedHealthDto extends PickType(SubscriptionDto, ['triedAt', 'succeededAt', 'failingSince']) {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  subscriptionId!: string;

  /**
   * As in the subscription: `failing` from the first fetch on that fails.
   * @example 'fine'
   */
  state!: SubscriptionState;

  /**
   * 0 to 100: the share of the fetches of these days that succeeded, where each day counts a tenth less than the one after it.
   * 100 or 0 by the last fetch alone while there is no day yet; null before the first fetch.
   * @example 97
   */
  score!: number | null;

  /** From when on this is known: the first fetch since the tenant followed or resumed the feed. */
  healthSince!: Date | null;

  /** When it is fetched next; null before the first fetch, while it is paused, and once it has ended. */
  nextTryAt!: Date | null;

  /** Why the last fetch failed; null where it succeeded. */
  reason!: FailureReasonDto | null;

  /** The last 30 days in order, those with fetches, from the day after `healthSince` on. */
  days!: FeedDayDto[];
}

/** A feed that fails. */
export class FailingFeedDto {
  /**
   * Of the subscription.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  id!: string;

  /** @example 'The weather' */
  title!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  folderId!: string | null;

  /**
   * `ended` where the server says that the feed is gone for good.
   * @example 'failing'
   */
  state!: FailingState;

  /** Since when every fetch failed. */
  since!: Date;

  /**
   * As in the health of the subscription.
   * @example 40
   */
  score!: number | null;

  /** When it is fetched next; null once it has ended. */
  nextTryAt!: Date | null;

  /** Why the last fetch failed; null where it has just succeeded. */
  reason!: FailureReasonDto | null;
}

/** A cursor step or page of feeds that fail. */
export class FailingFeedsDto extends ListOf(FailingFeedDto) {}

/** Number of subscriptions in each health state. */
export class HealthCountsDto {
  /**
   * Not fetched yet.
   * @example 1
   */
  new!: number;

  /** @example 40 */
  fine!: number;

  /** @example 2 */
  failing!: number;

  /** @example 1 */
  ended!: number;

  /** @example 0 */
  paused!: number;
}
