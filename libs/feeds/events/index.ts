/** Posts of a subscription came that a filter marks, up to 100 at once. What a subscription begins with is not told. */
export interface PostsMarked {
  readonly type: 'feeds.posts.marked';
  readonly version: 1;
  readonly data: {
    readonly filterId: string;
    readonly subscriptionId: string;
    /** In the order in which they came. */
    readonly postIds: readonly string[];
  };
}
