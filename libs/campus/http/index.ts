import { Module } from '@nestjs/common';
import { CampusModule } from '../campus.module.js';

/** The routes of campus. */
@Module({ imports: [CampusModule] })
export class CampusHttpModule {}
