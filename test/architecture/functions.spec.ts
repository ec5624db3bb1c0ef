import { functionsInFiles } from './functions.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const file = 'libs/feeds/posts/keep-version.sql';
const fine = `-- Keeps the text of a post that is edited.
create or replace function feeds.keep_version() returns trigger language plpgsql as $$ begin; return null; end $$;
grant execute on function feeds.keep_version() to palier_owner;
`;

describe('A function of the database stands in one file', () => {
  it('holds in this repository', () => expect(functionsInFiles(repository)).toEqual([]));

  it('passes one with a comment, grants and the role that runs it', () => {
    const text = `set local role palier_cross_tenant;\n\n${fine}\nreset role;\n`;
    expect(functionsInFiles(SourceTree.of({ [file]: text }))).toEqual([]);
  });

  it.each([
    ['a migration that makes one', { 'migrations/1763700006100-feeds-posts.ts': 'migration(`create function f()`)' }],
    ['one that two files make', { [file]: fine, 'libs/feeds/posts/versions.sql': fine }],
    ['one without a comment', { [file]: fine.replace(/^--.*\n/, '') }],
    ['one of another context', { 'libs/journal/entries/keep-version.sql': fine }],
    ['a statement that is no function', { [file]: `${fine}create table feeds.versions (id uuid);` }],
    ['a long file', { [file]: `${'-- A line.\n'.repeat(300)}${fine}` }],
  ])('fails on %s', (_what, files) => {
    expect(functionsInFiles(SourceTree.of(files as Record<string, string>))).toHaveLength(1);
  });
});
