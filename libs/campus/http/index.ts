import { Module } from '@nestjs/common';
import { ChapterAttachmentsController } from '../attachments/attachments.controller.js';
import { AttachmentsService } from '../attachments/attachments.service.js';
import { CampusModule } from '../campus.module.js';
import { ChaptersController } from '../chapters/chapters.controller.js';
import { ChaptersService } from '../chapters/chapters.service.js';

/** The routes of campus. */
@Module({
  imports: [CampusModule],
  controllers: [ChaptersController, ChapterAttachmentsController],
  providers: [ChaptersService, AttachmentsService],
})
export class CampusHttpModule {}
