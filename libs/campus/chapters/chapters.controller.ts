import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, AtVersion, Id, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayEdit, mayRead } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import {
  ChapterContentDto,
  ChapterDto,
  ChaptersDto,
  ChaptersQueryDto,
  NewChapterDto,
  WholeChapterDto,
} from './chapters.dto.js';
import { ChaptersService } from './chapters.service.js';

const ChapterId = () => Id('id', campusProblems.chapter_not_found);
const At = () => AtVersion(campusProblems.chapter_not_found);

@Tag('Chapters', 'What professors write for the subjects that they teach, and students read once it is published.')
// The files of a chapter change without its version.
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/campus/chapters')
export class ChaptersController {
  constructor(private readonly chapters: ChaptersService) {}

  /**
   * List the chapters that the caller may see, the latest first: admins all, staff those of their places, professors those of
   * the subjects that they teach, and students those published for their enrolment in the open year.
   */
  @Get()
  @mayRead()
  @Answers('no_campus_scope')
  list(@Query() query: ChaptersQueryDto, @Caller() caller: Caller): Promise<ChaptersDto> {
    return this.chapters.list(caller, query);
  }

  /** Read a chapter, with what it says and its files. */
  @Get(':id')
  @mayRead()
  @Answers('no_campus_scope', 'chapter_not_found')
  byId(@ChapterId() id: string, @Caller() caller: Caller): Promise<WholeChapterDto> {
    return this.chapters.byId(caller, id);
  }

  /** Write a draft for a subject. Staff and admins name the professor whose chapter it is. */
  @Post()
  @mayEdit()
  @Idempotent()
  @Answers('no_campus_scope', 'chapter_of_another', 'subject_unavailable', 'unknown_professor')
  create(@Body() chapter: NewChapterDto, @Caller() caller: Caller): Promise<ChapterDto> {
    return this.chapters.create(caller, chapter);
  }

  /** Change what a chapter says or where it stands, at the version given by If-Match. */
  @Put(':id')
  @mayEdit()
  @Answers('no_campus_scope', 'chapter_of_another', 'chapter_not_found')
  change(@At() at: AtVersion, @Body() content: ChapterContentDto, @Caller() caller: Caller): Promise<ChapterDto> {
    return this.chapters.change(caller, at, content);
  }

  /** Publish a draft or an archived chapter, at the version given by If-Match. */
  @Post(':id/publish')
  @HttpCode(200)
  @mayEdit()
  @Answers('no_campus_scope', 'chapter_of_another', 'chapter_not_found', 'chapter_state')
  publish(@At() at: AtVersion, @Caller() caller: Caller): Promise<ChapterDto> {
    return this.chapters.publish(caller, at);
  }

  /** Archive a published chapter, at the version given by If-Match: students see it no more. */
  @Post(':id/archive')
  @HttpCode(200)
  @mayEdit()
  @Answers('no_campus_scope', 'chapter_of_another', 'chapter_not_found', 'chapter_state')
  archive(@At() at: AtVersion, @Caller() caller: Caller): Promise<ChapterDto> {
    return this.chapters.archive(caller, at);
  }

  /** Delete a draft and its files, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayEdit()
  @Answers('no_campus_scope', 'chapter_of_another', 'chapter_not_found', 'chapter_state')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.chapters.delete(caller, at);
  }
}
