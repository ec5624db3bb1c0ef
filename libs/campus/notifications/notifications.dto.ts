import { IsArray, IsIn, IsOptional } from 'class-validator';
import { ArrayUnique, IsArrayBetween, IsDateTime, IsId, ListOf, ListQueryDto } from '#platform/http';

/** Of what users are notified. */
export const notificationKinds = [
  'chapter-published',
  'comment-answered',
  'comment-removed',
  'announcement',
  'passage-decided',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Selects notifications. */
export class NotificationsQueryDto extends ListQueryDto {
  /** Only those that the caller has not read (`true`). */
  @IsOptional()
  @IsIn(['true'])
  unread?: 'true';
}

/** A notification of the caller. */
export class NotificationDto {
  /**
   * That of its cause: others who are notified of the same have it too.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e69'
   */
  id!: string;

  /** @example 'chapter-published' */
  kind!: NotificationKind;

  /**
   * The chapter that was published, the comment that is an answer or was removed, the announcement, or the year that was opened,
   * into which a passage was decided.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  aboutId!: string;

  /**
   * The chapter that was published, or that the comment is on; null otherwise.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  chapterId!: string | null;

  /**
   * That of the published chapter or of the announcement, while the caller sees it as a student or teaches the subject, or the name
   * of the year; else null.
   * @example 'Limits of sequences'
   */
  title!: string | null;

  readAt!: Date | null;

  createdAt!: Date;
}

/** A cursor step or page of notifications. */
export class NotificationsDto extends ListOf(NotificationDto) {
  /**
   * How many of all the caller’s notifications are unread: exact, whatever is selected.
   * @example 3
   */
  unread!: number;
}

/** Which notifications the caller has read: without both fields, all. */
export class ReadNotificationsDto {
  /**
   * Only those with these ids, 1 to 500. Others than the caller’s own are passed over.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e69']
   */
  @IsOptional()
  @IsArrayBetween(1, 500)
  @IsId({ each: true })
  ids?: string[];

  /** Only those created until then; not in the future. Send `createdAt` of the latest that is shown. */
  @IsOptional()
  @IsDateTime()
  until?: string;
}

/** How many notifications are unread. */
export class UnreadNotificationsDto {
  /** @example 3 */
  unread!: number;
}

/** Of what the caller wants to be notified. */
export class NotificationSettingsDto {
  /**
   * The kinds that they do not want, from now on; those that they have stay.
   * @example ['comment-answered']
   */
  @IsArray()
  @ArrayUnique()
  @IsIn(notificationKinds, { each: true })
  off!: NotificationKind[];
}
