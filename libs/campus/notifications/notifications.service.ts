import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { readList, rowsOfPerson } from '#platform/lists';
import { aboutField } from '../campus.errors.js';
import type {
  NotificationSettingsDto,
  NotificationsDto,
  NotificationsQueryDto,
  ReadNotificationsDto,
  UnreadNotificationsDto,
} from './notifications.dto.js';
import { countUnread, markRead, notificationList, settingsInForce, writeSettings } from './notifications.sql.js';
import { Notifier } from './notifier.js';

/** By how much clocks may differ, in milliseconds. */
const TOLERANCE_MS = 60_000;

/** What a user is notified of, and has read. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly database: Database,
    private readonly notifier: Notifier,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(person: Person, query: NotificationsQueryDto): Promise<NotificationsDto> {
    const { data, page } = await readList(rowsOfPerson(this.database, person), notificationList, query);
    // No row says how many there are beyond the last one.
    const counted = data[0] ?? (await this.database.read(person, countUnread))[0];
    return { data: data.map(({ unread: _, ...row }) => row), page, unread: counted?.unread ?? 0 };
  }

  /** @throws Problem `moment_in_future` (422) */
  markRead(person: Person, { ids, until }: ReadNotificationsDto): Promise<UnreadNotificationsDto> {
    // Not as text: PostgreSQL refuses offsets of sixteen hours and more.
    const moment = until === undefined ? null : new Date(until);
    if (moment && moment.getTime() > Date.now() + TOLERANCE_MS) throw aboutField('moment_in_future', '/until');
    return this.database.transaction(person, async (tx) => {
      const [marked] = await tx.run(markRead, ids ?? null, moment);
      // Clients that mark what they show would tell each other for ever.
      if (marked?.changed) this.notifier.tell(tx, person.tenantId, [person.userId]);
      const [counted] = await tx.run(countUnread);
      return counted as UnreadNotificationsDto;
    });
  }

  async settings(person: Person): Promise<NotificationSettingsDto> {
    const [settings] = await this.database.read(person, settingsInForce);
    return settings ?? { off: [] };
  }

  changeSettings(person: Person, { off }: NotificationSettingsDto): Promise<NotificationSettingsDto> {
    return this.database.transaction(person, async (tx) => {
      const [settings] = await tx.run(writeSettings, person.tenantId, person.userId, off);
      return settings as NotificationSettingsDto;
    });
  }
}
