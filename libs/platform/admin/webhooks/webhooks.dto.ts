import { OmitType, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { ArrayUnique, IsIntBetween, Length, ListOf, MaxLength } from '#platform/http';
import { WebhookDto, type WebhookForm, webhookForms } from '#platform/webhooks';

/** A webhook to create. */
export class NewWebhookDto {
  /**
   * An https address, up to 2,000 characters, without a name and password in it; by http only for tenants that may reach
   * networks of their own. Stored encrypted.
   * @example 'https://hooks.example/palier'
   */
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
  @MaxLength(300)
  description?: string;
}

/** What changes in a webhook; what is left out stays. */
export class WebhookChangesDto extends PartialType(OmitType(NewWebhookDto, ['form'])) {
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
  @IsIntBetween(0, 168)
  overlapHours?: number;
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
