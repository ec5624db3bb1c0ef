import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Degradation, declareDegradation } from '#platform/degradation';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import { clientKind } from '../batches/client-kind.js';
import { encodeRows } from '../batches/encode-rows.js';
import type { ReadEvent } from '../batches/read-event.js';
import type { RejectedEvent } from '../batches/read-events.js';
import { sentText } from '../batches/sent-text.js';
import { LiveCounts } from '../live/live-counts.js';
import { EventNames } from '../names/event-names.js';
import { BodyReader } from './body-reader.js';
import { EventStore } from './event-store.js';
import type { IngestAnswerDto } from './ingest.dto.js';
import { QuarantineLimit } from './quarantine-limit.js';

const allEvents = declareDegradation('analytics.all-events', {
  from: 3,
  en: 'Of events, those of one subject in ten are kept; the answer says how many were left out.',
  fr: 'Seuls les événements d’un sujet sur dix sont conservés ; la réponse indique combien ont été écartés.',
});
/** Of how many subjects one is kept while events are sampled. */
const ONE_OF = 10;

/** Who sends events. */
export interface Sender {
  readonly tenantId: string;
  readonly keyId: string;
  readonly client: Client;
}

/** Takes in batches of events. */
@Injectable()
export class IngestService {
  private readonly bodies = new BodyReader();
  private readonly quarantine = new QuarantineLimit();

  constructor(
    private readonly names: EventNames,
    private readonly store: EventStore,
    private readonly quotas: Quotas,
    private readonly degradation: Degradation,
    private readonly live: LiveCounts,
  ) {}

  /**
   * Stores the good events of a body, and keeps the others for a week.
   *
   * @returns once that is committed
   * @throws Problem what `BodyReader.read`, `EventStore.store` and `EventNames.admit` throw; `rate_quota_exceeded` (429)
   */
  async receive({ tenantId, keyId, client }: Sender, body: Buffer, type: string): Promise<IngestAnswerDto> {
    const { received, isOne, events, rejected } = await this.bodies.read(tenantId, body, type);
    const known = await this.names.admit(tenantId, new Set(events.map(({ name }) => name)));
    const named = events.filter(({ name }) => known.has(name));
    const unnamed = events.filter(({ name }) => !known.has(name)).map((event) => withoutName(event, isOne));
    const refused = [...rejected, ...unnamed];
    refused.sort((a, b) => a.index - b.index);
    const kept = this.degradation.cuts(allEvents) ? named.filter(isKept) : named;
    const [receipt, sampled] = [newId(), named.length - kept.length];
    const of = { receipt, tenantId, client: clientKind(client.device), country: client.region ?? null };
    const batch = { ...of, keyId, rows: encodeRows(kept, of), staged: kept.length, sampled, rejected: refused.length };
    this.store.admit(batch);
    this.quotas.spend(tenantId, 'eventsADay', received);
    const stored = await this.store.store({ ...batch, quarantined: this.quarantine.take(tenantId, refused) });
    // Which of them are new is known by number alone: of a batch that was sent again, most often none is.
    if (stored > 0) this.live.add(tenantId, kept);
    return {
      id: receipt,
      accepted: stored,
      duplicates: kept.length - stored,
      sampled,
      rejected: refused.map(({ index, code, pointer }) => ({ index, code, pointer })),
    };
  }
}

function withoutName({ index, occurredAt, properties, ...event }: ReadEvent, isOne: boolean): RejectedEvent {
  const sent = {
    ...event,
    occurredAt: new Date(occurredAt).toISOString(),
    properties: JSON.parse(properties ?? 'null'),
  };
  const { subject } = event;
  return { index, code: 'too_many_names', pointer: isOne ? '/name' : `/${index}/name`, subject, text: sentText(sent) };
}

/** By subject, so that what is kept of one is whole; the same in all processes and at each retry. */
function isKept({ subject, session, id }: ReadEvent): boolean {
  return hash('sha256', subject ?? session ?? id, 'buffer').readUInt32BE() % ONE_OF === 0;
}
