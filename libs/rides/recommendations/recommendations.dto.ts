import { IsIn, IsOptional } from 'class-validator';
import { IsNumberBetween, QueryNumber } from '#platform/http';
import { type Code, codes } from './recommend.js';

/** What the client knows of the weather where the rider would ride. */
export class RecommendationsQueryDto {
  /** Degrees Celsius, -60 to 60. @example 18.5 */
  @IsOptional()
  @QueryNumber()
  @IsNumberBetween(-60, 60)
  temperature?: number;

  /** Metres a second, 0 to 75. @example 4.5 */
  @IsOptional()
  @QueryNumber()
  @IsNumberBetween(0, 75)
  wind?: number;

  /** Millimetres an hour, 0 to 500. @example 0.5 */
  @IsOptional()
  @QueryNumber()
  @IsNumberBetween(0, 500)
  rain?: number;
}

/** What to do, why, and what that follows from. */
export class RecommendationDto {
  /** Who says so: the rules of the documentation. @example 'rules' */
  source!: 'rules';

  /** What kind it is. @example 'rest_hard_week' */
  @IsIn(codes)
  code!: Code;

  /** 1 for what matters most, to 5. @example 1 */
  priority!: number;

  /** What to do, in the language of the request. @example 'Make your next day one without a ride.' */
  text!: string;

  /** @example 'In the last 7 days your load was 92.5 a day; over the long term it is 58.1.' */
  why!: string;

  /** The numbers that it follows from, by name, with their unit in it. @example { "acuteLoadPerDay": 92.5, "longTermLoadPerDay": 58.1 } */
  inputs!: Record<string, number>;

  /** The rides that it follows from, the newest first; at most 20. @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'] */
  rideIds!: string[];

  /** The goal that it is about. @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  goalId!: string | null;
}

/** What a rider may do today. This is no medical advice. */
export class RecommendationsDto {
  /** In the time zone of the rider. @example '2026-05-01' */
  day!: string;

  /** One to five, the most urgent first. */
  recommendations!: RecommendationDto[];
}
