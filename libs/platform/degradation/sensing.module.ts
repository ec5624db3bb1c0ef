import { Module } from '@nestjs/common';
import { Readings } from './sensors/readings.js';
import { Sensing } from './sensors/sensing.js';

/** For the processes that serve or work, and not for commands: their sensors. */
@Module({ providers: [Readings, Sensing] })
export class SensingModule {}
