import type { Transaction } from '#platform/database';
import type { DomainEvent, EventShape } from '#platform/events';
import type { Locale, LocalText } from '#platform/problems';

/** A kind of message that webhooks may ask for. */
export interface WebhookEvent<E extends EventShape = EventShape, Data extends object = object> {
  /** As in `catalog.app.published`; receivers depend on it. */
  readonly type: string;
  /** From 1; one more where receivers must change. */
  readonly version: number;
  /** The domain event after which it is sent. */
  readonly after: Pick<E, 'type' | 'version'>;
  readonly description: LocalText;
  /** What `data` looks like, for the documentation. */
  readonly example: Data;
  /**
   * What the message holds: ids and words that are no personal data, since messages are kept for 30 days.
   *
   * @param tx of the tenant, in which the message is written
   * @returns undefined where nothing is to be sent
   */
  data(event: DomainEvent<E>, tx: Transaction): Promise<Data | undefined> | Data | undefined;
  /** One line of plain text for Slack and Discord. */
  text(data: Data, locale: Locale): string;
}
