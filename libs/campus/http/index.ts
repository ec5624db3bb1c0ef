import { Module } from '@nestjs/common';
import { CampusModule } from '../campus.module.js';
import { RostersController } from '../rosters/rosters.controller.js';
import { RostersService } from '../rosters/rosters.service.js';

/** The routes of campus. */
@Module({
  imports: [CampusModule],
  controllers: [RostersController],
  providers: [RostersService],
})
export class CampusHttpModule {}
