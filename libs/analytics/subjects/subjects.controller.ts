import { Controller, Delete, Param } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Tag } from '#platform/http';
import type { Operation } from '#platform/operations';
import { mayErase } from '../analytics.access.js';
import { SubjectErasures } from './subject-erasures.js';
import { SubjectPathDto } from './subjects.dto.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@Controller('v1/analytics/subjects')
export class SubjectsController {
  constructor(private readonly erasures: SubjectErasures) {}

  /**
   * Erase somebody without an account from the events: another id, nobody’s, takes the place of the subject, and their
   * rejected events are deleted. The result of the operation says how many `events` and `rejected` there were. Events that
   * come later are stored as they are sent. Where the operation failed or was cancelled, erase the subject again. The
   * erasure of a member covers the events whose subject is their id.
   */
  @Delete(':subject')
  @mayErase()
  @StartsOperation()
  erase(@Param() { subject }: SubjectPathDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.erasures.ask(tenantId, subject);
  }
}
