import { Injectable } from '@nestjs/common';
import { type Caller, personOf } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { campusProblems } from '../campus.errors.js';
import { notifyReaders } from '../notifications/notify-readers.job.js';
import { Scopes } from '../scopes/scopes.js';
import { unknownPlace } from '../structure/places.service.js';
import { mayAnnounceTo, sightOf } from './announcement-scope.js';
import type { AnnouncementDto, NewAnnouncementDto } from './announcements.dto.js';
import {
  announcedPlace,
  announcementInScope,
  announcementList,
  deleteAnnouncement,
  insertAnnouncement,
  recentAnnouncements,
} from './announcements.sql.js';

/** Announcements that one user may make in an hour: each may notify a hundred thousand. */
const MOST_AN_HOUR = 30;

/** Keeps announcements, for whoever makes them and their readers. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `no_campus_scope` (403), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(caller: Caller, query: ListQuery): Promise<ListAnswer<AnnouncementDto>> {
    const scope = JSON.stringify(sightOf(await this.scopes.of(caller)));
    return readList(rowsOfTenant(this.database, caller.tenantId), announcementList, { ...query, scope });
  }

  /** @throws Problem `no_campus_scope` (403), `announcement_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<AnnouncementDto> {
    const sight = sightOf(await this.scopes.of(caller));
    const [announcement] = await this.database.read({ tenantId: caller.tenantId }, announcementInScope, id, ...sight);
    if (!announcement) throw campusProblems.announcement_not_found({ id });
    return announcement;
  }

  /**
   * Announces something to the students of the open year at a place, whom a job notifies.
   *
   * @throws Problem `no_account`, `no_campus_scope` (403), `no_open_year` (409), `unknown_place` (422) also for a place outside
   *   the scope, `too_many_announcements` (429) with Retry-After
   */
  async announce(caller: Caller, { placeId, title, body, ...given }: NewAnnouncementDto): Promise<AnnouncementDto> {
    const { tenantId, userId } = personOf(caller);
    const scope = await this.scopes.of(caller);
    const level = given.level ?? null;
    return this.database.transaction({ tenantId }, async (tx) => {
      const [place] = await tx.run(announcedPlace, placeId, scope.kind === 'professor' ? scope.id : '', level);
      if (!place || !mayAnnounceTo(scope, place, place.taught)) throw unknownPlace('placeId', String(placeId));
      const { yearId, universityId, ufrId, programmeId } = place;
      if (!yearId) throw campusProblems.no_open_year();
      await refuseFlood(tx, userId);
      const id = newId();
      const where = [yearId, universityId, ufrId, programmeId, level] as const;
      const [row] = await tx.run(insertAnnouncement, tenantId, id, ...where, userId, title, body);
      await this.jobs.add(tx, notifyReaders, { tenantId, kind: 'announcement', aboutId: id });
      const line = { action: 'campus.announcement.made', targetKind: 'announcement', targetId: id };
      await this.audit.record(tx, { ...line, details: { yearId, placeId, level } });
      return row as AnnouncementDto;
    });
  }

  /** @throws Problem `no_campus_scope`, `announcement_of_another` (403), `announcement_not_found` (404) */
  async delete(caller: Caller, id: string): Promise<void> {
    const scope = await this.scopes.of(caller);
    const { tenantId, userId } = personOf(caller);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [announcement] = await tx.run(announcementInScope, id, ...sightOf(scope));
      if (!announcement) throw campusProblems.announcement_not_found({ id });
      if (scope.kind !== 'tenant' && announcement.authorId !== userId) throw campusProblems.announcement_of_another();
      if ((await tx.run(deleteAnnouncement, id)).length === 0) throw campusProblems.announcement_not_found({ id });
      const line = { action: 'campus.announcement.deleted', targetKind: 'announcement', targetId: id };
      await this.audit.record(tx, line);
    });
  }
}

/** Of requests at the same time a few more may pass. */
async function refuseFlood(tx: Transaction, authorId: string): Promise<void> {
  const [recent] = await tx.run(recentAnnouncements, authorId);
  if (!recent || recent.made < MOST_AN_HOUR) return;
  const headers = { 'retry-after': String(Math.max(1, recent.seconds)) };
  throw campusProblems.too_many_announcements({ most: MOST_AN_HOUR }, { headers });
}
