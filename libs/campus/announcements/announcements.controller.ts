import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayEdit, mayRead } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { AnnouncementDto, AnnouncementsDto, NewAnnouncementDto } from './announcements.dto.js';
import { AnnouncementsService } from './announcements.service.js';

const AnnouncementId = () => Id('id', campusProblems.announcement_not_found);

@Tag('Announcements', 'What staff and professors announce to the students of the open year at a place of theirs.')
@Priority('normal')
@Controller('v1/campus/announcements')
export class AnnouncementsController {
  constructor(private readonly announcements: AnnouncementsService) {}

  /**
   * List the announcements to places that the caller sees students of, the latest first; students see those for their enrolment
   * in the open year.
   */
  @Get()
  @mayRead()
  @Answers('no_campus_scope')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<AnnouncementsDto> {
    return this.announcements.list(caller, query);
  }

  /** Announce something to the students of a place in my scope, who are notified. */
  @Post()
  @mayEdit()
  @Idempotent()
  @Answers('no_account', 'no_campus_scope', 'no_open_year', 'unknown_place', 'too_many_announcements')
  announce(@Body() announcement: NewAnnouncementDto, @Caller() caller: Caller): Promise<AnnouncementDto> {
    return this.announcements.announce(caller, announcement);
  }

  /** Read an announcement. */
  @Get(':id')
  @mayRead()
  @Answers('no_campus_scope', 'announcement_not_found')
  readAnnouncement(@AnnouncementId() id: string, @Caller() caller: Caller): Promise<AnnouncementDto> {
    return this.announcements.byId(caller, id);
  }

  /** Delete an announcement of mine; admins delete any. Who is not notified yet will not be. */
  @Delete(':id')
  @HttpCode(204)
  @mayEdit()
  @Answers('no_account', 'no_campus_scope', 'announcement_of_another', 'announcement_not_found')
  delete(@AnnouncementId() id: string, @Caller() caller: Caller): Promise<void> {
    return this.announcements.delete(caller, id);
  }
}
