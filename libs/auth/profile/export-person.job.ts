import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Persons } from '../members/persons.js';

interface ExportPersonPayload extends JobPayload {
  readonly userId: string;
}

export const exportPerson = defineJob<ExportPersonPayload>('auth.export-person');

/** Writes the export of a person, under the id of the job. */
@HandlesJob(exportPerson)
export class ExportPerson implements JobHandler<ExportPersonPayload> {
  constructor(private readonly persons: Persons) {}

  async run({ tenantId, userId }: ExportPersonPayload, { id }: JobContext): Promise<object> {
    return { url: `/v1/me/exports/${id}`, lines: await this.persons.export({ tenantId, userId }, id) };
  }
}
