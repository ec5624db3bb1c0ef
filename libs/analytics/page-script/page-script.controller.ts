import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Priority, Public } from '#platform/access';
import { Tag, WithoutDatabase } from '#platform/http';
import { page1 } from './page-1.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Public()
@Priority('normal')
@Controller('v1/ingest')
export class PageScriptController {
  /**
   * Load the script by which web pages send events: the documentation of events has its tag. What this address answers never
   * changes, so that `integrity` holds for good.
   */
  // Where the bytes change, they get the next number and these stay: a digest in the address would break the pages that have the
  // old tag with each upgrade. Without a tenant in the path every cache keeps one copy, good for pages of any origin.
  @Get('page-1.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Header('access-control-allow-origin', '*')
  @ApiOkResponse({ content: { 'text/javascript': { schema: { type: 'string' } } } })
  @WithoutDatabase()
  readPageScript(): string {
    return page1;
  }
}
