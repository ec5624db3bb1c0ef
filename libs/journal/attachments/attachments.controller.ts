import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
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
import { mayRead, mayWrite } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import { extensions, largestAttachment } from './attachment-content.js';
import { AttachmentDto } from './attachments.dto.js';
import { AttachmentsService } from './attachments.service.js';

const types = Object.keys(extensions) as [string, ...string[]];
/** Both ids of a path are answered alike: a file is in no other entry. */
const OfFile = (name: 'entry' | 'id') => Id(name, journalProblems.attachment_not_found);

@Tag('Attachments', 'The photos, recordings and documents of entries, encrypted with the key of their person.')
@Priority('normal')
@Controller('v1/journal/entries/:entry/attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  /**
   * Upload a file of one of my entries, under a UUIDv7 that the device made. It never changes: the same upload again is
   * answered like the first. An entry has at most 20 files, which it shows where its `attachments` name them.
   */
  @Put(':id')
  @mayWrite()
  @StreamedBody({ types, limit: largestAttachment, required: true })
  @Answers(
    'no_account',
    'entry_not_found',
    'premium_required',
    'too_many_attachments',
    'attachment_differs',
    'journal_sealed',
    ...ofUploads,
  )
  upload(
    @Id('entry', journalProblems.entry_not_found) entry: string,
    @NewId('id') id: string,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<AttachmentDto> {
    return this.attachments.upload(personOf(caller), entry, id, body);
  }

  /** Download a file of one of my entries. An answer that is cut off was damaged on the server. */
  @Get(':id')
  @mayRead()
  @AnswersFile(...types)
  @Answers('no_account', 'attachment_not_found', 'journal_sealed', 'journal_key_lost', 'storage_unavailable')
  read(@OfFile('entry') entry: string, @OfFile('id') id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.attachments.read(personOf(caller), entry, id);
  }

  /** Delete a file of one of my entries. What the entry says stays as it is. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('no_account', 'attachment_not_found')
  delete(@OfFile('entry') entry: string, @OfFile('id') id: string, @Caller() caller: Caller): Promise<void> {
    return this.attachments.delete(personOf(caller), entry, id);
  }
}
