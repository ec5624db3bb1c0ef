import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ConnectionsModule } from '#platform/http';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';
import { SessionsRedis } from './sessions-redis.js';

/** The health routes for orchestrators and load balancers. They act on a failed probe, so none is logged. */
@Module({
  imports: [ConnectionsModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [Readiness, SessionsRedis],
})
export class HealthModule {}
