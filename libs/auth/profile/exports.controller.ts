import { Controller, Get, Header, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { dataLifecycleProblems, PersonExports } from '#platform/data-lifecycle';
import { Answers, Id } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { ProfileService } from './profile.service.js';
import { signedIn } from './signed-in.js';

@ApiTags('Profile')
@Priority('normal')
@Controller('v1/me/exports')
export class ExportsController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly exports: PersonExports,
  ) {}

  /**
   * Ask for an export of all data about me. The result of the operation says where it is, for seven days; the next export
   * replaces it. While one is being made, the answer is its operation. Five can be begun in 24 hours, cancelled ones included.
   */
  @Post()
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @StartsOperation()
  @Idempotent()
  @Answers('no_account', 'too_many_operations')
  begin(@Caller() caller: Caller): Promise<Operation> {
    return this.profiles.export(caller);
  }

  /**
   * Read an export of all data about me: a ZIP of `index.html`, which says in French and English what there is, a CSV for each table,
   * as `tables/<table>.csv`, the files that rows name, under `files/`, and `data.jsonl`, with lines
   * `{"table": …, "row": {…}}`. Files that can no longer be found, or are damaged, are listed in `missing.txt`.
   */
  @Get(':id')
  @Allow('me.read', { least: 'member', revocation: 'strict' })
  @Header('cache-control', 'no-store')
  @Answers('no_account', 'export_not_found')
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async read(
    @Id('id', dataLifecycleProblems.export_not_found) id: string,
    @Caller() caller: Caller,
  ): Promise<StreamableFile> {
    const zip = await this.exports.read({ tenantId: caller.tenantId, userId: signedIn(caller).userId }, id);
    return new StreamableFile(zip, {
      type: 'application/zip',
      disposition: `attachment; filename="export-${id}.zip"`,
    });
  }
}
