import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { mayRead } from '../feeds.access.js';
import { PostStateResultsDto, PostStatesDto, ReadPostsDto, UnreadCountsDto } from './reading.dto.js';
import { ReadingService } from './reading.service.js';

@Tag('Reading', 'What the caller has read, starred and labelled.')
@Priority('normal')
@Controller('v1/feeds')
export class ReadingController {
  constructor(private readonly reading: ReadingService) {}

  /** Count the unread posts of each subscription and folder. */
  @Get('unread')
  @mayRead()
  @Answers('no_account')
  unread(@Caller() caller: Caller): Promise<UnreadCountsDto> {
    return this.reading.unread(personOf(caller));
  }

  /** Mark posts as read, unread, starred or not starred, and give them labels or take some. */
  @Post('posts/states')
  @HttpCode(200)
  @mayRead()
  @Answers('no_account', 'unknown_label')
  setStates(@Body() states: PostStatesDto, @Caller() caller: Caller): Promise<PostStateResultsDto> {
    return this.reading.setStates(personOf(caller), states);
  }

  /** Mark all posts up to a position or a moment as read, or those of a subscription or folder. */
  @Post('posts/read')
  @HttpCode(200)
  @mayRead()
  @Answers('no_account', 'unknown_folder', 'unknown_subscription')
  markRead(@Body() which: ReadPostsDto, @Caller() caller: Caller): Promise<UnreadCountsDto> {
    return this.reading.markRead(personOf(caller), which);
  }
}
