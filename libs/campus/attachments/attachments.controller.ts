import { Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import {
  Answers,
  AnswersFile,
  BodyStream,
  type FileAnswer,
  Id,
  NewId,
  ofUploads,
  StreamedBody,
  Tag,
  type UploadedBody,
} from '#platform/http';
import { mayEdit, mayRead } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { ChapterAttachmentDto, ChapterAttachmentNameDto, mediaTypes } from './attachments.dto.js';
import { AttachmentsService, LARGEST_ATTACHMENT } from './attachments.service.js';

/** Both ids of a path are answered alike: a file is in no other chapter. */
const OfFile = (name: 'chapter' | 'id') => Id(name, campusProblems.chapter_attachment_not_found);

@Tag('Chapter attachments', 'The files of chapters, for whoever may see the chapter.')
@Priority('normal')
@Controller('v1/campus/chapters/:chapter/attachments')
export class ChapterAttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  /**
   * Upload a file of a chapter, of up to 50 MiB, under a UUIDv7 that the client made. It never changes: the same upload again is
   * answered like the first. A chapter has at most 20 files, which count against the tenant's quota of storage.
   */
  @Put(':id')
  @mayEdit()
  @StreamedBody({ types: mediaTypes, limit: LARGEST_ATTACHMENT, required: true })
  @Answers(
    'no_campus_scope',
    'chapter_of_another',
    'chapter_not_found',
    'too_many_chapter_attachments',
    'chapter_attachment_differs',
    ...ofUploads,
  )
  upload(
    @Id('chapter', campusProblems.chapter_not_found) chapterId: string,
    @NewId('id') id: string,
    @Query() { name }: ChapterAttachmentNameDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<ChapterAttachmentDto> {
    return this.attachments.upload(caller, { chapterId, id, name, type: body.type }, body);
  }

  /** Download a file of a chapter. An answer that is cut off was damaged on the server. */
  @Get(':id')
  @mayRead()
  @AnswersFile(...mediaTypes)
  @Answers('no_campus_scope', 'chapter_attachment_not_found', 'storage_unavailable')
  read(@OfFile('chapter') chapterId: string, @OfFile('id') id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.attachments.read(caller, chapterId, id);
  }

  /** Delete a file of a chapter. What the chapter says stays as it is. */
  @Delete(':id')
  @HttpCode(204)
  @mayEdit()
  @Answers('no_campus_scope', 'chapter_of_another', 'chapter_not_found', 'chapter_attachment_not_found')
  delete(@OfFile('chapter') chapterId: string, @OfFile('id') id: string, @Caller() caller: Caller): Promise<void> {
    return this.attachments.delete(caller, chapterId, id);
  }
}
