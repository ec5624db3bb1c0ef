import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
} from 'class-validator';
import { ArrayUnique, Length, ListOf, MaxLength } from '#platform/http';
import { type DisabledReason, type WebhookForm, webhookForms } from '#platform/webhooks';

/** A webhook to create. */
export class NewWebhookDto {
  /**
   * An https address, up to 2,000 characters, without a name and password in it; by http only for tenants that may reach
   * networks of their own. Stored encrypted.
   * @example 'https://hooks.example/palier'
   */
  @IsString()
  @Length(1, 2000)
  url!: string;

  /**
   * 1 to 50 types of events, as `GET /v1/webhooks/events` lists them.
   * @example ['auth.member.joined']
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  events!: string[];

  /**
   * How messages are written: `standard` (by default) as standardwebhooks.com says, signed; `slack` and `discord` as their
   * incoming webhooks take them, not signed. It never changes.
   * @example 'standard'
   */
  @IsOptional()
  @IsIn(webhookForms)
  form?: WebhookForm;

  /**
   * Up to 300 characters.
   * @example 'The chat of the team'
   */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  description?: string;
}

/** What changes in a webhook; what is left out stays. */
export class WebhookChangesDto {
  /**
   * As for a new one.
   * @example 'https://hooks.example/palier'
   */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  url?: string;

  /**
   * 1 to 50 types of events.
   * @example ['auth.member.joined']
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  events?: string[];

  /**
   * Up to 300 characters.
   * @example 'The chat of the team'
   */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  description?: string;

  /** Whether nothing is sent to it. False also enables one that was disabled because it failed. */
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

/** How a secret is replaced. */
export class SecretRotationDto {
  /**
   * How many hours the former secret signs messages, too, 0 to 168; 24 by default.
   * @example 24
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours?: number;
}

/** A webhook, without its secret. */
export class WebhookDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'standard' */
  form!: WebhookForm;

  /**
   * Where messages go; `…` stands for what may be secret in it.
   * @example 'https://hooks.example/palier'
   */
  url!: string;

  /** @example ['auth.member.joined'] */
  events!: string[];

  /** @example 'The chat of the team' */
  description!: string;

  /** Since when nothing is sent to it. */
  disabledAt!: Date | null;

  /**
   * `asked` by a person; `gone` where the receiver answered 410; `failing` where every try of five days failed.
   * @example null
   */
  disabledReason!: DisabledReason | null;

  /** Since when every try failed. */
  failingSince!: Date | null;

  succeededAt!: Date | null;

  /**
   * How many messages were not sent, as 10,000 waited already. Forgotten 30 days after the last one.
   * @example 0
   */
  refused!: number;

  /** When the first of these was refused. */
  refusedSince!: Date | null;

  /** When the last of these was refused. */
  refusedAt!: Date | null;

  /** Until when the former secret signs messages, too. */
  formerUntil!: Date | null;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A webhook with its secret, which only this answer shows. */
export class NewWebhookAnswerDto extends WebhookDto {
  /**
   * Verifies signatures; null where messages are not signed.
   * @example 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
   */
  secret!: string | null;
}

/** A cursor step or page of webhooks. */
export class WebhooksDto extends ListOf(WebhookDto) {}

/** An event that webhooks may ask for. */
export class WebhookEventDto {
  /** @example 'auth.member.joined' */
  type!: string;

  /**
   * One more where receivers must change.
   * @example 1
   */
  version!: number;

  /** When it is sent, in French or English by Accept-Language. */
  description!: string;

  /** A body of the form `standard`; only `data` differs between events. */
  example!: Record<string, unknown>;
}

/** All events that webhooks may ask for. */
export class WebhookEventsDto {
  data!: WebhookEventDto[];
}
