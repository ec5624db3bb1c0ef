import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Allow, Caller, KeyInQuery, Priority } from '#platform/access';
import { Answers, BodyBytes, BytesBody, Client, type ReceivedBytes, Tag } from '#platform/http';
import { EventDto } from '../batches/event.dto.js';
import { IngestAnswerDto } from './ingest.dto.js';
import { IngestService } from './ingest.service.js';

/** The key of what signed-in users send, for whom the ledger has one line an hour. */
const noKey = '00000000-0000-0000-0000-000000000000';

const types = ['application/json', 'application/x-ndjson', 'text/plain'] as const;

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Controller('v1/ingest/:tenant/events')
export class IngestController {
  constructor(private readonly ingest: IngestService) {}

  /**
   * Store up to 1,000 events. The answer comes once they are committed: send a batch that was not answered again, unchanged,
   * since an event is stored once by `occurredAt` and `id`. Events that break a rule are listed in the answer, and the others
   * are stored.
   */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Allow('analytics.write', { least: 'member', keys: 'remembered' })
  @KeyInQuery()
  @Priority('normal')
  @BytesBody({ types, limit: 2 ** 20, unpackedLimit: 4 * 2 ** 20, itemsOf: EventDto })
  @Answers('too_many_events', 'too_many_values', 'no_events', 'not_events', 'too_many_waiting_events', 'events_delayed')
  receive(
    @BodyBytes() { bytes, type }: ReceivedBytes,
    @Caller() { tenantId, id, session }: Caller,
    @Client() client: Client,
  ): Promise<IngestAnswerDto> {
    return this.ingest.receive({ tenantId, keyId: session ? noKey : id, client }, bytes, type);
  }
}
