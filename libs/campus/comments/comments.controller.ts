import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayEdit, mayRead } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import {
  CommentContentDto,
  CommentDto,
  CommentRemovalDto,
  CommentsDto,
  CommentsQueryDto,
  NewCommentDto,
} from './comments.dto.js';
import { CommentsService } from './comments.service.js';

const refusals = ['may_not_comment', 'chapter_not_published', 'no_such_thread', 'too_many_comments'];
const ChapterId = () => Id('id', campusProblems.chapter_not_found);
const CommentId = () => Id('id', campusProblems.comment_not_found);

@Tag('Comments', 'What the students and the professors of a published chapter say about it, in threads of one level.')
@Priority('normal')
@Controller('v1/campus')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  /** List the comments on a chapter that begin threads, or the answers to one, the latest first. */
  @Get('chapters/:id/comments')
  @mayRead()
  @Answers('no_campus_scope', 'chapter_not_found')
  list(@ChapterId() id: string, @Query() query: CommentsQueryDto, @Caller() caller: Caller): Promise<CommentsDto> {
    return this.comments.list(caller, id, query);
  }

  /** Comment on a published chapter, or answer a comment on it: its students, and who teaches its subject. */
  @Post('chapters/:id/comments')
  @mayRead()
  @Idempotent()
  @Answers('no_account', 'no_campus_scope', 'chapter_not_found', ...refusals)
  write(@ChapterId() id: string, @Body() comment: NewCommentDto, @Caller() caller: Caller): Promise<CommentDto> {
    return this.comments.write(caller, id, comment);
  }

  /** Read a comment. */
  @Get('comments/:id')
  @mayRead()
  @Answers('no_campus_scope', 'comment_not_found')
  readComment(@CommentId() id: string, @Caller() caller: Caller): Promise<CommentDto> {
    return this.comments.byId(caller, id);
  }

  /** Change what my comment says, within 15 minutes after I wrote it. */
  @Put('comments/:id')
  @mayRead()
  @Answers('no_account', 'no_campus_scope', 'comment_of_another', 'comment_not_found', 'comment_is_final')
  change(@CommentId() id: string, @Body() content: CommentContentDto, @Caller() caller: Caller): Promise<CommentDto> {
    return this.comments.change(caller, id, content);
  }

  /** Delete my comment: its thread stays, without what it said. */
  @Delete('comments/:id')
  @HttpCode(204)
  @mayRead()
  @Answers('no_account', 'no_campus_scope', 'comment_of_another', 'comment_not_found')
  delete(@CommentId() id: string, @Caller() caller: Caller): Promise<void> {
    return this.comments.delete(caller, id);
  }

  /** Delete anybody’s comment, for a reason that its author sees: the professor of the chapter, the staff of its place, admins. */
  @Post('comments/:id/remove')
  @HttpCode(204)
  @mayEdit()
  @Answers('no_account', 'no_campus_scope', 'chapter_of_another', 'comment_not_found')
  remove(@CommentId() id: string, @Body() { reason }: CommentRemovalDto, @Caller() caller: Caller): Promise<void> {
    return this.comments.remove(caller, id, reason);
  }
}
