import { ListOf } from '#platform/http';

/** An event that was rejected, kept for seven days. */
export class QuarantinedEventDto {
  /**
   * The id that the request was answered with.
   * @example '019ab3a0-7c00-7000-8000-0000000000b1'
   */
  receipt!: string;

  /**
   * Its place in the request, from 0.
   * @example 3
   */
  index!: number;

  /** @example '2026-01-15T09:30:00.123Z' */
  receivedAt!: string;

  /**
   * The API key; zeros for what signed-in users sent.
   * @example '019ab3a0-7c00-7000-8000-0000000000b2'
   */
  keyId!: string;

  /**
   * Why.
   * @example 'nested_value'
   */
  code!: string;

  /**
   * A JSON pointer to the fault.
   * @example '/3/properties/price'
   */
  pointer!: string;

  /**
   * The event as it was sent, its first 2 KB.
   * @example '{"id":"019ab3a0-7c00-7000-8000-0000000000b3","name":"app.opened"}'
   */
  text!: string;
}

/** Rejected events. */
export class QuarantineDto extends ListOf(QuarantinedEventDto) {}
