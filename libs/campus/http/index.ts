import { Module } from '@nestjs/common';
import { CampusModule } from '../campus.module.js';
import { ProfessorsController } from '../professors/professors.controller.js';
import { ProfessorsService } from '../professors/professors.service.js';
import { StaffController } from '../staff/staff.controller.js';
import { StaffService } from '../staff/staff.service.js';
import { StudentsController } from '../students/students.controller.js';
import { StudentsService } from '../students/students.service.js';

/** The routes of campus. */
@Module({
  imports: [CampusModule],
  controllers: [StudentsController, ProfessorsController, StaffController],
  providers: [StudentsService, ProfessorsService, StaffService],
})
export class CampusHttpModule {}
