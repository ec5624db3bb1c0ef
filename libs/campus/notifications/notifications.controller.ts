import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { mayRead } from '../campus.access.js';
import {
  NotificationSettingsDto,
  NotificationsDto,
  NotificationsQueryDto,
  ReadNotificationsDto,
  UnreadNotificationsDto,
} from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';

@Tag('Notifications', 'What concerns the caller: chapters, answers, comments that were removed, announcements.')
@Priority('normal')
@mayRead()
@Controller('v1/campus/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** List my notifications of the last year, the latest first, with the exact number of unread ones. */
  @Get()
  @Answers('no_account')
  list(@Query() query: NotificationsQueryDto, @Caller() caller: Caller): Promise<NotificationsDto> {
    return this.notifications.list(personOf(caller), query);
  }

  /** Mark notifications of mine as read: some by their ids, those until a moment, or all. */
  @Post('read')
  @HttpCode(200)
  @Answers('no_account', 'moment_in_future')
  markNotificationsRead(
    @Body() which: ReadNotificationsDto,
    @Caller() caller: Caller,
  ): Promise<UnreadNotificationsDto> {
    return this.notifications.markRead(personOf(caller), which);
  }

  /** Read of which kinds I do not want to be notified. */
  @Get('settings')
  @Answers('no_account')
  readNotificationSettings(@Caller() caller: Caller): Promise<NotificationSettingsDto> {
    return this.notifications.settings(personOf(caller));
  }

  /** Choose of which kinds I do not want to be notified. */
  @Put('settings')
  @Answers('no_account')
  changeNotificationSettings(
    @Body() settings: NotificationSettingsDto,
    @Caller() caller: Caller,
  ): Promise<NotificationSettingsDto> {
    return this.notifications.changeSettings(personOf(caller), settings);
  }
}
