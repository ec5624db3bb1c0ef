import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Priority } from '#platform/access';
import { Answers } from '#platform/http';
import { JobControl, JobDetailsDto } from '#platform/jobs';
import { CancelledJobDto, JobQueryDto, JobsDto } from './jobs.dto.js';
import { jobsList } from './jobs-list.js';

@ApiTags('Platform: jobs')
@Priority('normal')
@Controller('v1/platform/jobs')
export class JobsController {
  constructor(private readonly jobs: JobControl) {}

  /**
   * List the jobs of a queue in one state.
   *
   * @remarks Waiting jobs are in the order in which they will run, ended jobs the latest first.
   */
  @Get()
  @Allow('platform.jobs.read')
  @Answers('queue_not_found', 'queues_unavailable')
  async list(@Query() query: JobQueryDto): Promise<JobsDto> {
    const { queue, state } = query;
    return await jobsList(
      {
        filter: { queue, state },
        from: (offset, limit) => this.jobs.list({ queue, state, offset, limit }),
        count: () => this.jobs.count(queue, state),
      },
      query,
    );
  }

  /** Read a job, with its payload and the reason of its failure. */
  @Get(':queue/:id')
  @Allow('platform.jobs.read')
  @Answers('queue_not_found', 'job_not_found', 'queues_unavailable')
  async read(@Param('queue') queue: string, @Param('id') id: string): Promise<JobDetailsDto> {
    return this.jobs.show(queue, id);
  }

  /** Run a failed job again, with all its tries. */
  @Post(':queue/:id/retry')
  @Allow('platform.jobs.write')
  @HttpCode(200)
  @Answers('queue_not_found', 'job_not_found', 'job_not_failed', 'queues_unavailable')
  async retry(@Param('queue') queue: string, @Param('id') id: string): Promise<JobDetailsDto> {
    return this.jobs.retry(queue, id);
  }

  /** Remove a job from its queue, or ask it to stop. */
  @Post(':queue/:id/cancel')
  @Allow('platform.jobs.write')
  @HttpCode(200)
  @Answers('queue_not_found', 'queues_unavailable')
  async cancel(@Param('queue') queue: string, @Param('id') id: string): Promise<CancelledJobDto> {
    return { outcome: await this.jobs.cancel(queue, id) };
  }
}
