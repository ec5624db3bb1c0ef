import { Module } from '@nestjs/common';
import { DegradationController } from './degradation/degradation.controller.js';
import { FlagsController } from './flags/flags.controller.js';

/** The operators' routes to what the ground itself lets them decide. */
@Module({ controllers: [FlagsController, DegradationController] })
export class AdminModule {}
