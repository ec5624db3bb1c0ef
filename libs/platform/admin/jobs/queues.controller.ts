import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { JobControl } from '#platform/jobs';
import { QueuesDto, RetriedJobsDto } from './jobs.dto.js';
import { jobsList } from './jobs-list.js';

@Tag('Platform: jobs', 'For operators: the queues and their jobs.')
@Priority('normal')
@Controller('v1/platform/queues')
export class QueuesController {
  constructor(private readonly jobs: JobControl) {}

  /** List the queues with their numbers of jobs, by name. */
  @Get()
  @Allow('platform.jobs.read')
  @Answers('queues_unavailable')
  async list(@Query() query: ListQueryDto): Promise<QueuesDto> {
    const names = this.jobs.names();
    return await jobsList(
      {
        filter: {},
        from: (offset, limit) => this.jobs.queues(names.slice(offset, offset + limit)),
        count: async () => names.length,
      },
      query,
    );
  }

  /** Run the failed jobs of a queue again, 1,000 at most. */
  @Post(':queue/retry')
  @Allow('platform.jobs.write')
  @HttpCode(200)
  @Answers('queue_not_found', 'queues_unavailable')
  async retry(@Param('queue') queue: string): Promise<RetriedJobsDto> {
    return { retried: await this.jobs.retryAll(queue) };
  }
}
