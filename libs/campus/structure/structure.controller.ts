import { Controller, Get } from '@nestjs/common';
import { Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { mayRead } from '../campus.access.js';
import { StructureDto } from './structure.dto.js';
import { StructureService } from './structure.service.js';
import { STRUCTURE_TAG } from './structure-writes.js';

@Tag('Structure', 'Universities, their UFRs and programmes, and the academic years.')
@Priority('normal')
@Controller('v1/campus/structure')
export class StructureController {
  constructor(private readonly structure: StructureService) {}

  /** Read all universities with their UFRs and programmes, and the academic years. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 300, scope: 'tenant', tags: () => [STRUCTURE_TAG] })
  read(): Promise<StructureDto> {
    return this.structure.read(currentTenant().id);
  }
}
