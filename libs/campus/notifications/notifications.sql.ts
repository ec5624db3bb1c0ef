import { statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import { studies, teaches } from '../chapters/chapter-scope.js';
import { enrolmentsOf, me } from '../scopes/within-scope.js';
import type { NotificationDto, NotificationKind, NotificationSettingsDto } from './notifications.dto.js';

const unread = '(select count(*)::int from campus.notifications u where u.read_at is null) as unread';

/** A notification, and how many are unread. */
export interface NotificationRow extends NotificationDto {
  readonly unread: number;
}

/** Titles are those of what the user may see now: somebody who left hears of no change. */
const title = `coalesce(
      (select c.title from campus.chapters c where c.id = notifications.chapter_id and c.state = 'published'
        and (${teaches(me, 'c')} or ${studies(me, 'c')})),
      (select a.title from campus.announcements a where a.id = notifications.about_id and exists (select from ${enrolmentsOf(me)}
        and e.year_id = a.year_id and e.university_id = coalesce(a.university_id, e.university_id)
        and e.ufr_id = coalesce(a.ufr_id, e.ufr_id) and e.programme_id = coalesce(a.programme_id, e.programme_id)
        and e.level = coalesce(a.level, e.level))),
      (select y.name from campus.years y where y.id = notifications.about_id)) as title`;

/** The notifications of the user in force, with the number of all unread ones as of the same moment. */
export const notificationList = declareList<NotificationRow, '-createdAt', 'unread'>({
  name: 'campus.notifications',
  columns: `id, kind, about_id as "aboutId", chapter_id as "chapterId", ${title}, read_at as "readAt",
    created_at as "createdAt", ${unread}`,
  from: 'campus.notifications',
  filters: { unread: { condition: () => 'read_at is null', parameters: () => [] } },
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

export const countUnread = statement<{ unread: number }>('campus.notifications.unread')`select ${unread}`;

/** Marks what the user in force has not read: all, or some by id, or those until a moment. Says whether there was anything. */
export const markRead = statement<{ changed: boolean }, [ids: readonly string[] | null, until: Date | null]>(
  'campus.notifications.mark-read',
)`
  with marked as (update campus.notifications set read_at = now() where read_at is null
      and ($1::uuid[] is null or id = any ($1)) and ($2::timestamptz is null or created_at <= $2) returning id)
    select exists (select from marked) as changed`;

/** What the user in force does not want; no row where they said nothing. */
export const settingsInForce = statement<NotificationSettingsDto>('campus.notification-settings.in-force')`
  select off from campus.notification_settings`;

export const writeSettings = statement<
  NotificationSettingsDto,
  [tenantId: string, userId: string, off: readonly NotificationKind[]]
>('campus.notification-settings.write')`
  insert into campus.notification_settings (tenant_id, user_id, off) values ($1, $2, $3)
    on conflict (tenant_id, user_id) do update set off = excluded.off returning off`;

/** Notifies users of the tenant in force of one cause, each once; resolves to those who have the notification. */
export const notify = statement<
  { userId: string },
  [cause: string, kind: NotificationKind, aboutId: string, chapterId: string | null, userIds: readonly string[]]
>('campus.notifications.notify')`
  select campus.notify($1, $2, $3, $4, $5) as "userId"`;
