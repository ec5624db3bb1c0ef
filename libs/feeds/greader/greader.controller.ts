import { createHash } from 'node:crypto';
import { applyDecorators, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority, personOf } from '#platform/access';
import { AnswersFile, BodyStream, type FileAnswer, type UploadedBody } from '#platform/http';
import { mayRead, mayWrite } from '../feeds.access.js';
import { OpmlBody } from '../opml/opml.controller.js';
import { OpmlService } from '../opml/opml.service.js';
import { ReaderEdits } from './reader-edits.service.js';
import { ReaderFolders } from './reader-folders.service.js';
import { ReaderFollows } from './reader-follows.service.js';
import { stateId } from './reader-ids.js';
import { AnyQuery, Form, Input, type ReaderInput } from './reader-input.js';
import { ReaderStates } from './reader-states.service.js';
import { ReaderStreams } from './reader-streams.service.js';
import { ReaderTags } from './reader-tags.service.js';

const PlainText = () => Header('content-type', 'text/plain; charset=utf-8');
/** A change by a form, answered with `OK`. */
const Edit = (path: string) => applyDecorators(Post(path), HttpCode(200), Form(), PlainText());
const base = 'v1/feeds/greader/reader/api/0';
const OK = 'OK';

/** The protocol of Google Reader, for feed readers that others make; docs/google-reader.md has its calls. */
@ApiExcludeController()
@Priority('normal')
@AnyQuery()
@Controller(base)
export class GoogleReaderController {
  constructor(
    private readonly streams: ReaderStreams,
    private readonly states: ReaderStates,
    private readonly tagged: ReaderTags,
    private readonly edits: ReaderEdits,
    private readonly follows: ReaderFollows,
    private readonly folders: ReaderFolders,
    private readonly opml: OpmlService,
  ) {}

  /** Clients send it back with each change. It protects nothing: a request is admitted by its header, which no page can send. */
  @Get('token')
  @mayRead()
  @PlainText()
  token(@Caller() { id }: Caller): string {
    return createHash('sha256').update(id).digest('hex').slice(0, 57);
  }

  @Get('user-info')
  @mayRead()
  userInfo(@Caller() caller: Caller) {
    const { userId } = personOf(caller);
    return { userId, userName: caller.name, userProfileId: userId, userEmail: '' };
  }

  @Get('subscription/list')
  @mayRead()
  subscriptions(@Caller() caller: Caller) {
    return this.states.subscriptions(personOf(caller));
  }

  @Get('tag/list')
  @mayRead()
  tags(@Caller() caller: Caller) {
    return this.states.tags(personOf(caller));
  }

  @Get('unread-count')
  @mayRead()
  unreadCounts(@Caller() caller: Caller) {
    return this.states.unreadCounts(personOf(caller));
  }

  @Get('stream/items/ids')
  @mayRead()
  ids(@Input() input: ReaderInput, @Caller() caller: Caller) {
    return this.streams.ids(personOf(caller), input);
  }

  @Get('stream/items/contents')
  @mayRead()
  items(@Input() input: ReaderInput, @Caller() caller: Caller) {
    return this.streams.items(personOf(caller), input);
  }

  @Post('stream/items/contents')
  @HttpCode(200)
  @mayRead()
  @Form()
  itemsOfForm(@Input() input: ReaderInput, @Caller() caller: Caller) {
    return this.streams.items(personOf(caller), input);
  }

  @Get('stream/contents')
  @mayRead()
  readingList(@Input() input: ReaderInput, @Caller() caller: Caller) {
    return this.streams.contents(personOf(caller), input.one('s') ?? stateId('reading-list'), input);
  }

  /** The id of a stream has slashes, which some clients encode. */
  @Get('stream/contents/*')
  @mayRead()
  contents(@Req() { raw }: FastifyRequest, @Input() input: ReaderInput, @Caller() caller: Caller) {
    const [path = ''] = (raw.url ?? '').split('?', 1);
    const id = decodeURIComponent(path.slice(`/${base}/stream/contents/`.length));
    return this.streams.contents(personOf(caller), id, input);
  }

  @Edit('edit-tag')
  @mayRead()
  async editTags(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.tagged.edit(personOf(caller), input);
    return OK;
  }

  @Edit('mark-all-as-read')
  @mayRead()
  async markAllRead(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.states.markAllRead(personOf(caller), input);
    return OK;
  }

  @Edit('subscription/edit')
  @mayWrite()
  async editFeeds(@Input() input: ReaderInput, @Caller() { tenantId }: Caller): Promise<string> {
    await this.edits.edit(tenantId, input);
    return OK;
  }

  @Post('subscription/quickadd')
  @HttpCode(200)
  @mayWrite()
  @Form()
  quickAdd(@Input() input: ReaderInput, @Caller() { tenantId }: Caller) {
    return this.follows.quickAdd(tenantId, input.required('quickadd'));
  }

  @Get('subscription/export')
  @mayRead()
  @AnswersFile('text/x-opml')
  export(@Caller() { tenantId }: Caller): Promise<FileAnswer> {
    return this.opml.export(tenantId);
  }

  /** Clients that set no media type send that of a form, or of any bytes or text, as their libraries do. */
  @Post('subscription/import')
  @HttpCode(200)
  @mayWrite()
  @OpmlBody('application/x-www-form-urlencoded', 'application/octet-stream', 'text/plain')
  @PlainText()
  async import(@BodyStream() body: UploadedBody, @Caller() { tenantId }: Caller): Promise<string> {
    await this.opml.import(tenantId, body);
    return OK;
  }

  @Edit('rename-tag')
  @mayRead()
  async rename(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.folders.rename(caller, input);
    return OK;
  }

  @Edit('disable-tag')
  @mayRead()
  async disable(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.folders.disable(caller, input);
    return OK;
  }
}
