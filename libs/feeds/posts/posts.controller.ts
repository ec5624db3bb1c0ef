import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { mayRead } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { PostDetailDto, PostFiltersDto, PostNeighboursDto, PostsDto, PostsQueryDto } from './posts.dto.js';
import { PostsService } from './posts.service.js';

@Tag('Posts', 'What the tenant’s feeds brought.')
@Priority('normal')
@Controller('v1/feeds/posts')
export class PostsController {
  constructor(private readonly posts: PostsService) {}

  /** List the posts, or search them. */
  @Get()
  @mayRead()
  list(@Query() query: PostsQueryDto, @Caller() caller: Caller): Promise<PostsDto> {
    return this.posts.list(caller, query);
  }

  /** Read the posts before and after one, in the list that the filters select. */
  @Get(':id/neighbours')
  @mayRead()
  @Answers('post_not_found')
  neighbours(
    @Id('id', feedsProblems.post_not_found) id: string,
    @Query() query: PostFiltersDto,
    @Caller() caller: Caller,
  ): Promise<PostNeighboursDto> {
    return this.posts.neighbours(caller, id, query);
  }

  /** Read a post, with what its edits replaced. */
  @Get(':id')
  @mayRead()
  @Answers('post_not_found')
  read(@Id('id', feedsProblems.post_not_found) id: string, @Caller() caller: Caller): Promise<PostDetailDto> {
    return this.posts.byId(caller, id);
  }
}
