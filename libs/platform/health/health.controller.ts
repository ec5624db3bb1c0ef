import { Controller, Get } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { PALIER_VERSION } from '#platform/config';
import { Answers, Tag, WithoutDatabase } from '#platform/http';
import { Lifecycle } from '#platform/telemetry';
import { LivenessDto, ReadinessDto } from './health.dto.js';
import { healthProblems } from './health.errors.js';
import { Readiness } from './readiness.js';

@Tag('Health', 'The probes of one process.')
@WithoutDatabase()
@Public()
@Priority('vital')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * Whether the process answers.
   *
   * @remarks If it does not answer, restart it.
   */
  @Get('live')
  readLiveness(): LivenessDto {
    return { status: 'ok' };
  }

  /** Whether the process has started. */
  @Get('startup')
  @Answers('not_ready')
  readStartup(): LivenessDto {
    if (this.lifecycle.state === 'starting') throw healthProblems.not_ready({ reasons: 'process starting' });
    return { status: 'ok' };
  }

  /**
   * Whether the process accepts requests.
   *
   * @remarks It may accept them while degraded.
   */
  @Get('ready')
  @Answers('not_ready')
  async readReadiness(): Promise<ReadinessDto> {
    const { status, details } = await this.readiness.check();
    const parts = Object.entries(details).map(([part, found]): [string, string] => [part, found.status]);
    const degraded = parts.filter(([, found]) => found === 'degraded').map(([part]) => part);
    const { replica } = details;
    return {
      status,
      degraded,
      parts: Object.fromEntries(parts),
      withoutWorker: details.workers?.untaken ?? [],
      version: PALIER_VERSION,
      time: new Date(),
      ...(replica && { replica: { condition: String(replica.condition), lagMs: replica.lagMs as number | null } }),
    };
  }
}
