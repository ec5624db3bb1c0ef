import { Module } from '@nestjs/common';
import { Exports } from '#platform/storage';
import { AccountsController } from '../accounts/accounts.controller.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AnnouncementsController } from '../announcements/announcements.controller.js';
import { AnnouncementsService } from '../announcements/announcements.service.js';
import { ChapterAttachmentsController } from '../attachments/attachments.controller.js';
import { AttachmentsService } from '../attachments/attachments.service.js';
import { CampusModule } from '../campus.module.js';
import { ChaptersController } from '../chapters/chapters.controller.js';
import { ChaptersService } from '../chapters/chapters.service.js';
import { CommentsController } from '../comments/comments.controller.js';
import { CommentsService } from '../comments/comments.service.js';
import { DashboardController } from '../dashboard/dashboard.controller.js';
import { DashboardService } from '../dashboard/dashboard.service.js';
import { NotificationsController } from '../notifications/notifications.controller.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { PassageDecisionsController } from '../passages/passage-decisions.controller.js';
import { PassageDecisionsService } from '../passages/passage-decisions.service.js';
import { PassagePlansController } from '../passages/passage-plans.controller.js';
import { PassagePlansService } from '../passages/passage-plans.service.js';
import { PassageRulesController } from '../passages/passage-rules.controller.js';
import { PassageRulesService } from '../passages/passage-rules.service.js';
import { ProfessorsController } from '../professors/professors.controller.js';
import { ProfessorsService } from '../professors/professors.service.js';
import { CsvUploads } from '../rosters/csv-uploads.js';
import { RosterExportsController } from '../rosters/roster-exports.controller.js';
import { RosterExportsService } from '../rosters/roster-exports.service.js';
import { RostersController } from '../rosters/rosters.controller.js';
import { RostersService } from '../rosters/rosters.service.js';
import { StaffController } from '../staff/staff.controller.js';
import { StaffService } from '../staff/staff.service.js';
import { PlacesController } from '../structure/places.controller.js';
import { Places } from '../structure/places.service.js';
import { StructureController } from '../structure/structure.controller.js';
import { StructureService } from '../structure/structure.service.js';
import { StructureWrites } from '../structure/structure-writes.js';
import { StudentsController } from '../students/students.controller.js';
import { StudentsService } from '../students/students.service.js';
import { SubjectsController } from '../subjects/subjects.controller.js';
import { SubjectsService } from '../subjects/subjects.service.js';
import { YearsController } from '../years/years.controller.js';
import { YearsService } from '../years/years.service.js';

/** The routes of campus. */
@Module({
  imports: [CampusModule],
  controllers: [
    RostersController,
    RosterExportsController,
    StructureController,
    PlacesController,
    SubjectsController,
    YearsController,
    ChaptersController,
    ChapterAttachmentsController,
    CommentsController,
    DashboardController,
    NotificationsController,
    AnnouncementsController,
    PassageRulesController,
    PassageDecisionsController,
    PassagePlansController,
    StudentsController,
    ProfessorsController,
    StaffController,
    AccountsController,
  ],
  providers: [
    Places,
    CsvUploads,
    RostersService,
    RosterExportsService,
    Exports,
    StructureService,
    StructureWrites,
    SubjectsService,
    YearsService,
    ChaptersService,
    AttachmentsService,
    CommentsService,
    DashboardService,
    NotificationsService,
    AnnouncementsService,
    PassageRulesService,
    PassageDecisionsService,
    PassagePlansService,
    StudentsService,
    ProfessorsService,
    StaffService,
    AccountsService,
  ],
})
export class CampusHttpModule {}
