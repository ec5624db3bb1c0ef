import { declareDegradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation, type PersonalPayload } from '#platform/operations';
import { Persons } from '../members/persons.js';

const newExports = declareDegradation('auth.exports', {
  from: 3,
  en: 'Exports of what is kept of a person wait in their queue.',
  fr: 'Les exports des données d’une personne attendent dans leur file.',
});

/** An export may be tens of megabytes. Five a day are enough for a person who tries an application out. */
export const exportPerson = defineOperation<PersonalPayload>('auth.export-person', {
  of: 'person',
  perDay: 5,
  mayWait: newExports,
});

/** Writes the export of a person, under the id of the job, in the place of the one before. */
@HandlesJob(exportPerson)
export class ExportPerson implements JobHandler<PersonalPayload> {
  constructor(private readonly persons: Persons) {}

  async run({ tenantId, userId }: PersonalPayload, { id }: JobContext): Promise<object> {
    const lines = await this.persons.export({ tenantId, userId }, id, { replaces: true });
    return { url: `/v1/me/exports/${id}`, lines };
  }
}
