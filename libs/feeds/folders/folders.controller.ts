import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayRead, mayWrite } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { FolderContentDto, FolderDto, FoldersDto } from './folders.dto.js';
import { FoldersService } from './folders.service.js';

const At = () => AtVersion(feedsProblems.folder_not_found);

@Tag('Feed folders', 'The folders of the tenant’s feeds.')
@Versioned()
@Priority('normal')
@Controller('v1/feeds/folders')
export class FoldersController {
  constructor(private readonly folders: FoldersService) {}

  /** List the folders, by name. */
  @Get()
  @mayRead()
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<FoldersDto> {
    return this.folders.list(tenantId, query);
  }

  /** Create a folder. */
  @Post()
  @mayWrite()
  @Idempotent()
  @Answers('folder_name_taken')
  create(@Body() folder: FolderContentDto, @Caller() { tenantId }: Caller): Promise<FolderDto> {
    return this.folders.create(tenantId, folder);
  }

  /** Rename a folder, at the version given by If-Match. */
  @Put(':id')
  @mayWrite()
  @Answers('folder_not_found', 'folder_name_taken')
  rename(
    @At() { id, versions }: AtVersion,
    @Body() folder: FolderContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<FolderDto> {
    return this.folders.rename(tenantId, id, folder, versions);
  }

  /**
   * Delete a folder, at the version given by If-Match. Its feeds stay, in no folder. The filters for this folder alone end with
   * it, and their marks.
   */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('folder_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() { tenantId }: Caller): Promise<void> {
    return this.folders.delete(tenantId, id, versions);
  }
}
