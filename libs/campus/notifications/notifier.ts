import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Realtime, topicOf } from '#platform/realtime';
import type { Enrolment } from '../scopes/scope.js';
import type { NotificationDto } from './notifications.dto.js';
import { notify } from './notifications.sql.js';

/** What a notification is about. */
export type Cause = Readonly<Pick<NotificationDto, 'kind' | 'aboutId' | 'chapterId'>>;

/** A place in the structure, null where all below it are meant. */
export type Place = { readonly [K in 'universityId' | 'ufrId' | 'programmeId' | 'level']: Enrolment[K] | null };

/** Users whose own topics hear of a cause. More would push what others are told out of the history of each process. */
const MOST_TOPICS = 100;

/** Notifies users, and tells their clients: `notifications.changed`. */
@Injectable()
export class Notifier {
  constructor(private readonly realtime: Realtime) {}

  /** Notifies one user of a new cause. */
  async notifyOne(tx: Transaction, tenantId: string, userId: string, cause: Cause): Promise<void> {
    this.tell(tx, tenantId, await this.add(tx, newId(), cause, [userId]));
  }

  /**
   * Writes the notifications of a cause: none for who was told of the same before, does not want its kind, or is erased.
   *
   * @param id of the cause, a UUIDv7
   * @returns the users who have that of this cause
   */
  async add(tx: Transaction, id: string, { kind, aboutId, chapterId }: Cause, userIds: readonly string[]) {
    return (await tx.run(notify, id, kind, aboutId, chapterId, userIds)).map(({ userId }) => userId);
  }

  /** Tells each user; of more than a hundred the whole tenant once, with the place that they are in. */
  tell(tx: Transaction, tenantId: string, userIds: readonly string[], place?: Place): void {
    const name = 'notifications.changed';
    if (place && userIds.length > MOST_TOPICS) {
      const { universityId, ufrId, programmeId, level } = place;
      const data = { place: { universityId, ufrId, programmeId, level } };
      this.realtime.publish(tx, topicOf.tenant(tenantId), { name, data });
      return;
    }
    for (const userId of userIds) {
      this.realtime.publish(tx, topicOf.user(tenantId, userId), { name, data: { place: null } });
    }
  }
}
