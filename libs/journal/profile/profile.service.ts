import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { Journals } from '../journals/journals.js';
import { RemindersService } from '../reminders/reminders.service.js';
import type { JournalProfileContentDto, JournalProfileDto } from './profile.dto.js';
import { type ProfileRow, profileInForce, writeProfile } from './profile.sql.js';
import { TenantTimeZones } from './tenant-time-zones.js';

/** The profile of who chose nothing. */
const defaults = { nickname: '', timeZone: null, weekStart: 'monday', syncBatchSize: 5 } as const;

/** Reads and changes how a person wants their journal. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly journals: Journals,
    private readonly reminders: RemindersService,
    private readonly zones: TenantTimeZones,
  ) {}

  /** @throws Problem `journal_sealed` (503) */
  async read(person: Person): Promise<JournalProfileDto> {
    const [row] = await this.database.read(person, profileInForce);
    return row ? this.shown(person, row) : { ...defaults, version: 0 };
  }

  /**
   * Replaces the profile. Under the lock of the journal, so that of two first writes one is the first. With another time
   * zone the reminders have other times.
   *
   * @param versions those that the caller accepts, 0 for none yet; any by default
   * @throws Problem `precondition_failed` (412), `journal_sealed` (503)
   */
  async replace(
    person: Person,
    content: JournalProfileContentDto,
    versions: ExpectedVersions,
  ): Promise<JournalProfileDto> {
    const { tenantId, userId } = person;
    const { nickname = defaults.nickname, timeZone = defaults.timeZone } = content;
    const { weekStart = defaults.weekStart, syncBatchSize = defaults.syncBatchSize } = content;
    const zone = timeZone ?? (await this.zones.of(tenantId));
    return this.database.transaction(person, async (tx) => {
      const { texts } = await this.journals.lock(tx, person, 0);
      const [current] = await tx.run(profileInForce);
      assertVersion(versions, current?.version ?? 0);
      const sealed = texts.seal(nickname, 'profile-nickname', userId);
      const [row] = await tx.run(writeProfile, tenantId, userId, sealed, timeZone, weekStart, syncBatchSize);
      if (timeZone !== (current?.timeZone ?? null)) await this.reminders.reschedule(tx, zone);
      return this.shown(person, row as ProfileRow);
    });
  }

  private shown(person: Person, { dataKey, nickname, ...row }: ProfileRow): JournalProfileDto {
    const texts = this.journals.textsOf(person, dataKey);
    return { nickname: texts.open(nickname, 'profile-nickname', person.userId), ...row };
  }
}
