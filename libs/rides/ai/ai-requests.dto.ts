import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { IsIntBetween, Length, ListOf } from '#platform/http';
import type { Locale } from '#platform/problems';
import { RecommendationDto } from '../recommendations/recommendations.dto.js';

export const aiStates = ['waiting', 'calling', 'answered', 'ruled', 'cancelled'] as const;
export type AiState = (typeof aiStates)[number];
export const aiReasons = ['degraded', 'budget', 'suspended', 'failed', 'waited', 'unknown'] as const;
export type AiReason = (typeof aiReasons)[number];

/** What a rider asks the model. */
export class NewAiRequestDto {
  /**
   * A question about the rides of the last 42 days, up to 500 characters; without one, what to do next. It is sent as it is.
   * @example 'Should I rest tomorrow?'
   */
  @IsOptional()
  @Length(0, 500)
  question?: string;

  /** Whether nobody waits for the answer: it then has its turn after all for which somebody does. */
  @IsOptional()
  @IsBoolean()
  background?: boolean;

  /**
   * Seconds within which there is an answer, 5 to 86,400: then the rules give it, where it is over 600 up to 15 later. Left out, 60, and 3,600 in the background.
   * @example 60
   */
  @IsOptional()
  @IsIntBetween(5, 86_400)
  waitSeconds?: number;

  /** Whether the rules answer where a budget does not suffice, as without it; if false, the request is then refused. */
  @IsOptional()
  @IsBoolean()
  orRules?: boolean;
}

/** A part of what is sent to the model. */
export class AiMessageDto {
  @IsIn(['system', 'user'])
  role!: 'system' | 'user';

  /** @example 'You advise a cyclist, in at most 150 words.' */
  content!: string;
}

/** A request to the model, and its answer. */
export class AiRequestDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** `calling`: the model has been asked; `ruled`: the rules answered in its place. */
  @IsIn(aiStates)
  state!: AiState;

  /**
   * Why the rules answered: `degraded`, fewer services for a while; `budget`, one that does not suffice; `suspended`, the model failed
   * several times; `failed`, it refused or cannot be reached; `waited`, its turn did not come in time; `unknown`, nobody knows what came
   * of the call, or what came cannot be used.
   * @example 'waited'
   */
  @IsIn(aiReasons)
  reason!: AiReason | null;

  /** @example 'Should I rest tomorrow?' */
  question!: string;

  /** In which the answer is. */
  @IsIn(['en', 'fr'])
  language!: Locale;

  /** What is sent to the model, all of it. */
  messages!: AiMessageDto[];

  /**
   * The text of a machine, which may be wrong; null where it gave none.
   * @example 'Ride easily for an hour.'
   */
  answer!: string | null;

  /** `machine` for an answer of the model, `rules` for `advice`; null while there is neither. */
  @IsIn(['machine', 'rules'])
  source!: 'machine' | 'rules' | null;

  /**
   * The model that answered, as it names itself.
   * @example 'small-2'
   */
  model!: string | null;

  /** What the rules say, where they answered. */
  advice!: RecommendationDto[] | null;

  /**
   * The most tokens that it can cost.
   * @example 2400
   */
  reserved!: number;

  /**
   * The tokens that it cost.
   * @example 1412
   */
  spent!: number;

  /**
   * What these cost by the operator’s price, in cents of a euro.
   * @example 0.28
   */
  costCents!: number;

  /**
   * How many requests of all riders have their turn before, 1,000 where it is more; null unless it waits.
   * @example 3
   */
  before!: number | null;

  /**
   * Seconds until its turn, as long as the last calls took; null unless it waits.
   * @example 24
   */
  estimatedSeconds!: number | null;

  /**
   * When the rules answer.
   * @example '2026-05-01T06:01:00.000Z'
   */
  waitsUntil!: Date;

  /** @example '2026-05-01T06:00:00.000Z' */
  createdAt!: Date;

  /**
   * When the model was asked.
   * @example '2026-05-01T06:00:24.000Z'
   */
  calledAt!: Date | null;

  /** @example '2026-05-01T06:00:31.000Z' */
  endedAt!: Date | null;
}

/** A page of requests. */
export class AiRequestsDto extends ListOf(AiRequestDto) {}
