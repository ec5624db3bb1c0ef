import { createHash } from 'node:crypto';
import { Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { ReaderEdits } from './reader-edits.service.js';
import { ReaderFolders } from './reader-folders.service.js';
import { ReaderFollows } from './reader-follows.service.js';
import { stateId } from './reader-ids.js';
import { AnyQuery, Form, Input, type ReaderInput } from './reader-input.js';
import { ReaderStates } from './reader-states.service.js';
import { ReaderStreams } from './reader-streams.service.js';
import { ReaderTags } from './reader-tags.service.js';

const mayRead = () => Allow('feeds.read', { least: 'member' });
const mayWrite = () => Allow('feeds.write', { least: 'editor' });
const PlainText = () => Header('content-type', 'text/plain; charset=utf-8');
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

  @Post('edit-tag')
  @HttpCode(200)
  @mayRead()
  @Form()
  @PlainText()
  async editTags(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.tagged.edit(personOf(caller), input);
    return OK;
  }

  @Post('mark-all-as-read')
  @HttpCode(200)
  @mayRead()
  @Form()
  @PlainText()
  async markAllRead(@Input() input: ReaderInput, @Caller() caller: Caller): Promise<string> {
    await this.states.markAllRead(personOf(caller), input);
    return OK;
  }

  @Post('subscription/edit')
  @HttpCode(200)
  @mayWrite()
  @Form()
  @PlainText()
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

  @Post('rename-tag')
  @HttpCode(200)
  @mayWrite()
  @Form()
  @PlainText()
  async renameFolder(@Input() input: ReaderInput, @Caller() { tenantId }: Caller): Promise<string> {
    await this.folders.rename(tenantId, input);
    return OK;
  }

  @Post('disable-tag')
  @HttpCode(200)
  @mayWrite()
  @Form()
  @PlainText()
  async deleteFolders(@Input() input: ReaderInput, @Caller() { tenantId }: Caller): Promise<string> {
    await this.folders.disable(tenantId, input);
    return OK;
  }
}
